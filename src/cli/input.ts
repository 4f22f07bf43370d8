import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

export interface Input {
  /** What the report calls it: no folders, they may name people. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is in a file, or what comes from standard input for `-`. Throws an error whose message is one clear sentence. */
export async function readInput(file: string, standardInput: AsyncIterable<Uint8Array>): Promise<Input> {
  const bytes =
    file === '-' ? await readAll(standardInput) : await readFile(file).catch((error) => refuse(error));
  return { name: file === '-' ? 'standard input' : basename(file), bytes };
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder, not a file',
  EACCES: 'may not be read',
  EPERM: 'may not be read',
  ERR_FS_FILE_TOO_LARGE: 'larger than 2 GiB',
};

function refuse(error: NodeJS.ErrnoException): never {
  throw new Error(REASONS[error.code ?? ''] ?? `cannot be read (${error.code ?? 'unknown error'})`);
}
