import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { getLanguageService, type LanguageService } from 'yaml-language-server';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** yaml-language-server with our schema: what an editor would do with specs without us. */

const schemaUri = 'file:///feature_spec.json';
const schema: unknown = JSON.parse(readFileSync('schemas/feature_spec.json', 'utf8'));

/** Its service in this process, as its own server uses it. */
export function peerService(): LanguageService {
  const service = getLanguageService({ schemaRequestService: () => Promise.resolve(JSON.stringify(schema)), workspaceContext: { resolveRelativePath: (path: string) => path } });
  service.configure({ validate: true, schemas: [{ uri: schemaUri, fileMatch: ['*.yaml'], schema }] });
  return service;
}

let version = 0;

/** Lines (from 1) of its errors in a text that it has not seen. */
export async function peerLines(service: LanguageService, text: string): Promise<readonly number[]> {
  const document = TextDocument.create(`file:///spec-${++version}.yaml`, 'yaml', 1, text);
  const found = await service.doValidation(document, false);
  return found.map(({ range }) => range.start.line + 1).sort((a, b) => a - b);
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly uri?: string; readonly diagnostics?: readonly { readonly range: { readonly start: { readonly line: number } } }[]; readonly items?: readonly unknown[] };
}

const peerSettings = { validate: true, schemas: { [`file://${join(process.cwd(), 'schemas/feature_spec.json')}`]: '*.yaml' }, schemaStore: { enable: false } };

/** Its server as a process of its own, spoken to as an editor does. */
export class PeerServer {
  readonly #process: ChildProcess = spawn(process.execPath, [resolve('node_modules/yaml-language-server/bin/yaml-language-server'), '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  readonly #uri = 'file:///spec.yaml';
  #buffer = Buffer.alloc(0);
  #version = 1;
  #published: ((lines: readonly number[]) => void) | null = null;

  constructor() {
    this.#process.stdout?.on('data', (chunk: Buffer) => { this.#take(chunk); });
  }

  async open(text: string): Promise<readonly number[]> {
    this.#send({ id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: { workspace: { configuration: true } } } });
    this.#send({ method: 'initialized', params: {} });
    const published = this.#next();
    this.#send({ method: 'textDocument/didOpen', params: { textDocument: { uri: this.#uri, languageId: 'yaml', version: 1, text } } });
    return published;
  }

  /** Inserts a text at a line and column; resolves with the lines of the diagnostics that follow. */
  insert(line: number, character: number, text: string): Promise<readonly number[]> {
    const published = this.#next();
    const place = { line, character };
    this.#send({ method: 'textDocument/didChange', params: { textDocument: { uri: this.#uri, version: ++this.#version }, contentChanges: [{ range: { start: place, end: place }, text }] } });
    return published;
  }

  dispose(): void {
    this.#process.kill();
  }

  #next(): Promise<readonly number[]> {
    return new Promise((done) => { this.#published = done; });
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #take(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.#buffer.toString('utf8', 0, Math.max(0, head)))?.[1] ?? Number.NaN);
      if (head < 0 || Number.isNaN(length) || this.#buffer.length < head + 4 + length) return;
      const message = JSON.parse(this.#buffer.toString('utf8', head + 4, head + 4 + length)) as Message;
      this.#buffer = this.#buffer.subarray(head + 4 + length);
      this.#answer(message);
    }
  }

  #answer({ id, method, params }: Message): void {
    const isAsked = id !== undefined && method !== undefined;
    if (method === 'textDocument/publishDiagnostics') this.#publish(params);
    else if (isAsked) this.#send({ id, result: method === 'workspace/configuration' ? (params?.items ?? []).map((_, index) => (index === 0 ? peerSettings : {})) : null });
  }

  #publish(params: Message['params']): void {
    if (params?.uri === this.#uri) this.#published?.((params.diagnostics ?? []).map(({ range }) => range.start.line + 1));
  }
}

/** The same lines, whichever order. */
export function sameLines(ours: readonly number[], theirs: readonly number[]): void {
  assert.deepEqual(ours.toSorted((a, b) => a - b), theirs.toSorted((a, b) => a - b));
}
