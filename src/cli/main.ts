import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import type { CommandRow, Options } from './command.js';
import { commandRows } from './command-rows.js';
import { optionRows } from './options.js';
import { exitCodes, writeAnswer, type ExitCode } from './output.js';
import { fail, failWith, runRow } from './run-row.js';

/** The door to commander, and where the program begins: from the table of commands to a parsed command line. */

const rules = `
Everywhere:
  -C <dir>  as in git: run as if started in <dir>
  --json    one JSON document on standard output and nothing else

A command that is refused changes nothing and prints nothing on standard output, with --json too;
one line on standard error says what, why, and the next step.

Exit codes:
  0  fine                          2  usage, or refused         70  a fault of ours
  1  findings of severity error,   3  the environment failed
     or "no" as an answer

$WORKFLOW_ACTOR is who acts in the journal; else agent:$AGENT_ROLE, else person:<user>.
`;

const groups: Readonly<Record<string, string>> = {
  session: 'list, make, switch, finish and repair sessions',
  task: 'list, make, split and move on the tasks of a session',
  parallel: 'agents side by side: start, look at, talk to and stop them',
  worktree: 'working trees for agents side by side: make, compare, merge, remove without loss',
  tdd: 'tests first: whether files have tests, which came first, which are lost',
  port: 'which port the programs of a role listen on',
  agent: 'what is kept of agents between their runs (.af files)',
  hook: 'answers to the hooks of Claude Code; they are for it, not for you',
  version: 'recorded executions of features',
  run: 'what is done for a task, recorded',
  operation: 'single changes of a run',
  review: 'the checks of a run, and what a reviewer decides',
  approve: 'agree to the design or the implementation of a version',
  progress: 'the hand-over between the runs of an agent, claude-progress.txt',
  trust: 'how far agents are trusted with files and kinds of tasks',
};

/** What the command line asks for: a row with its words, or a text to show (help, version). */
type Asked =
  | { readonly kind: 'row'; readonly row: CommandRow; readonly words: readonly string[]; readonly options: Options; readonly folders: readonly string[] }
  | { readonly kind: 'text'; readonly text: string };

function addRow(program: Command, row: CommandRow, chosen: (words: readonly string[], command: Command) => void): void {
  const path = row.name.split(' ');
  const parent = path.slice(0, -1).reduce((above, name, depth) => groupIn(above, name, groups[path.slice(0, depth + 1).join(' ')]), program);
  const command = parent.command(`${path.at(-1) ?? ''} ${row.words}`.trim(), { hidden: row.hidden === true }).description(row.summary);
  for (const option of row.options) command.option(optionRows[option].flags, optionRows[option].summary);
  command.action(() => { chosen(command.args, command); });
}

/** The group of that name; one that says nothing of itself is reached, but not shown. */
function groupIn(above: Command, name: string, description: string | undefined): Command {
  return above.commands.find((each) => each.name() === name) ?? above.command(name, { hidden: description === undefined }).description(description ?? '');
}

function newProgram(chosen: (asked: Asked) => void): Command {
  let said = '';
  const program = new Command('workflow')
    .description('Sessions and tasks of a repository that people and agents share.')
    .option('-C <dir>', 'run as if started in <dir>', (folder: string, others: readonly string[] | undefined): readonly string[] => [...(others ?? []), folder])
    .option(optionRows.json.flags, optionRows.json.summary)
    .version(version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => { said += text; chosen({ kind: 'text', text: said }); }, writeErr: () => undefined })
    .addHelpText('after', rules);
  for (const row of commandRows) {
    addRow(program, row, (words, command) => {
      const { C: folders = [], ...options } = command.optsWithGlobals<Options & { readonly C?: readonly string[] }>();
      chosen({ kind: 'row', row, words, options, folders });
    });
  }
  return program;
}

/** Commander's words about a wrong command line, on one line and with the next step. */
function usageOf(error: CommanderError): string {
  const what = error.code === 'commander.help' ? 'say what to do' : error.message.replace(/^error: /, '').replaceAll('\n', ' ').replace(/\.$/, '');
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}; "workflow --help" lists the commands, and "workflow <command> --help" explains one.`;
}

/** `help task create` asks what `task create --help` asks: commander's own `help` knows groups only. */
function withoutHelpWord(args: readonly string[]): readonly string[] {
  return args[0] === 'help' && args.length > 1 ? [...args.slice(1), '--help'] : args;
}

async function main(args: readonly string[]): Promise<ExitCode> {
  let asked: Asked | undefined;
  try {
    newProgram((what) => { asked = what; }).parse(withoutHelpWord(args), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) return fail(usageOf(error), exitCodes.refused);
  }
  if (asked?.kind === 'row') return runRow(asked);
  await writeAnswer(asked?.text ?? '');
  return exitCodes.fine;
}

// What nobody waited for must not end with Node's own code 1, which would mean "no".
process.once('uncaughtException', (error) => { process.exit(failWith(error)); });

// Not process.exit: what was written to a pipe may still be on its way.
void main(process.argv.slice(2)).catch(failWith).then((code) => { process.exitCode = code; });
