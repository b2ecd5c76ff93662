// Compiles documents with graphql-codegen's client preset, and what comes of it with TypeScript:
// node codegen.mjs SDL FOLDER. Prints how many operations got types.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '@graphql-codegen/cli';
import ts from 'typescript';

const [, , schema, documents] = process.argv;
const folder = mkdtempSync(join(process.cwd(), 'generated-')); // here, for TypeScript to find the packages
try {
  const output = `${folder}/`;
  await generate({ schema, documents: `${documents}/*.graphql`, generates: { [output]: { preset: 'client' } }, silent: true });
  const program = ts.createProgram([join(folder, 'index.ts')], {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  });
  const faults = ts.getPreEmitDiagnostics(program);
  if (faults.length) {
    console.error(ts.formatDiagnostics(faults, { getCanonicalFileName: (name) => name, getCurrentDirectory: () => folder, getNewLine: () => '\n' }));
    process.exitCode = 1;
  } else {
    const types = readFileSync(join(folder, 'graphql.ts'), 'utf8');
    console.log(JSON.stringify({ operations: types.match(/^export const \w+Document = /gm).length }));
  }
} finally {
  rmSync(folder, { recursive: true });
}
