import type { Options } from './command.js';

interface OptionRow {
  readonly flags: string;
  readonly summary: string;
}

/** How each option is written and explained. `json` belongs to every command. */
export const optionRows: Readonly<Record<keyof Options, OptionRow>> = {
  json: { flags: '--json', summary: 'print one JSON document instead of text' },
  dryRun: { flags: '-n, --dry-run', summary: 'print what would be changed and change nothing' },
  yes: { flags: '-y, --yes', summary: 'go ahead where a person would be asked' },
  session: { flags: '-s, --session <id>', summary: 'the session by name, or by path where its name stands in two places (default: the active one, else the only one)' },
  reason: { flags: '-r, --reason <text>', summary: 'why; blocking a task needs one' },
  parent: { flags: '-p, --parent <id>', summary: 'make it a subtask of this task' },
  check: { flags: '--check', summary: 'only say whether it is up to date: exit 1 on drift or staleness' },
  adopt: { flags: '--adopt', summary: 'write a list of somebody\'s own anew and keep the old one as a backup' },
  ceiling: { flags: '--ceiling <level>', summary: 'the highest level you allow, whatever the repository says; also $WORKFLOW_TRUST_CEILING (the lower one counts)' },
  stdin: { flags: '--stdin', summary: 'take the paths from standard input, one a line, or ended by NUL as with git diff -z' },
  vscode: { flags: '--vscode', summary: 'globs of chat.tools.edits.autoApprove in .vscode/settings.json' },
  claude: { flags: '--claude', summary: 'for Claude Code: permissions in .claude/settings.json (trust export), hooks there and commands (init)' },
  codeowners: { flags: '--codeowners', summary: 'a marked block in CODEOWNERS' },
  owner: { flags: '--owner <names...>', summary: 'who owns files of low trust (default: whoever CODEOWNERS names already)' },
  answers: { flags: '--answers <file.json>', summary: 'answers instead of questions: {goal, users, acceptance_criteria[], apis[], constraints[], similar[], risks[]}' },
  roles: { flags: '--roles <names>', summary: 'roles, separated by commas (default: those that the spec of the feature has tasks for)' },
  command: { flags: '--command <line>', summary: 'what to run: in every pane, for example claude (default: your shell), or the tests, with {files} for their paths; only after you agreed to it' },
  lines: { flags: '--lines <number>', summary: 'so many lines, from the end (default: 50)' },
  watch: { flags: '-w, --watch', summary: 'go on and tell again whenever something changes, until Ctrl-C' },
  intoSession: { flags: '--into-session', summary: 'make a session of the tasks' },
  role: { flags: '--role <role>', summary: 'whose, where several have one (default: $AGENT_ROLE, else the role of this worktree)' },
  status: { flags: '--status <word>', summary: 'and say that the run is now paused, completed, blocked, …' },
  specs: { flags: '--specs', summary: 'templates and schemas of specs, and the trust model, in .ai/workflow' },
  scripts: { flags: '--scripts', summary: 'bash functions over this command in .ai/workflow' },
  message: { flags: '--message <file>', summary: 'the file with the message of the commit, as git gives it to the hook commit-msg' },
  hooks: { flags: '--hooks', summary: 'the TDD gate as hooks of git; hooks that are there go on running' },
  actions: { flags: '--actions', summary: 'workflows of GitHub Actions in .github/workflows: specs, the TDD gate, review' },
  all: { flags: '--all', summary: 'everything that the other options name' },
  remove: { flags: '--remove', summary: 'take away again what the options named; what somebody changed stays' },
  in: { flags: '--in <version>', summary: 'the version that is meant (default: the latest that is not over)' },
  agent: { flags: '--agent <role>', summary: 'who works on it (default: $AGENT_ROLE, else what the task says)' },
  as: { flags: '--as <word>', summary: 'of a run that begins: create, update, delete, refactor, test; that ends: completed, review, failed, blocked; of an operation: CREATE, UPDATE, DELETE, RENAME, MOVE' },
  continues: { flags: '--continues <version>', summary: 'the version that it continues or mends' },
  review: { flags: '--review', summary: 'let it wait for a review' },
  reject: { flags: '--reject', summary: 'reject it; needs --reason' },
  task: { flags: '-t, --task <id>', summary: 'the task whose run is meant (default: the one that is open)' },
  target: { flags: '--target <kind>', summary: 'file, entity, task or manifest (default: file)' },
  id: { flags: '--id <id>', summary: 'what was changed, when it is no file' },
  summary: { flags: '--summary <text>', summary: 'the difference in words' },
  branch: { flags: '-b, --branch <name>', summary: 'the branch, an existing or a new one (default: feature/<feature>-<role>)' },
  base: { flags: '--base <name>', summary: 'where to begin, and what to compare and merge with (default: main, else master, else the current branch)' },
  feature: { flags: '--feature <id>', summary: 'the feature it is for (default: $FEATURE_ID, else the active session)' },
  force: { flags: '--force', summary: 'go on although something is uncommitted or merged nowhere; a backup keeps it' },
  fix: { flags: '--fix', summary: 'mend what can be mended' },
};
