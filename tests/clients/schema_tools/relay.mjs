// Compiles documents with relay-compiler: node relay.mjs SDL FOLDER. Prints how many artifacts there are.
//
// Relay reads documents out of modules and wants operations named after them, so each gets a module of its own.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kind, parse, print, visit } from 'graphql';
import compiler from 'relay-compiler';

const [, , sdl, documents] = process.argv;
const project = mkdtempSync(join(tmpdir(), 'relay-'));
try {
  mkdirSync(join(project, 'src'));
  mkdirSync(join(project, 'artifacts'));
  copyFileSync(sdl, join(project, 'schema.graphql'));
  const files = readdirSync(documents).filter((name) => name.endsWith('.graphql'));
  for (const file of files) writeModule(readFileSync(join(documents, file), 'utf8'));
  writeFileSync(join(project, 'relay.config.json'), JSON.stringify(configuration()));
  const ended = spawnSync(compiler, ['relay.config.json'], { cwd: project, encoding: 'utf8' });
  if (ended.status !== 0) {
    console.error(ended.stdout, ended.stderr);
    process.exitCode = 1;
  } else {
    const artifacts = readdirSync(join(project, 'artifacts')).filter((name) => name.endsWith('.graphql.ts'));
    console.log(JSON.stringify({ documents: files.length, artifacts: artifacts.length }));
  }
} finally {
  rmSync(project, { recursive: true });
}

function configuration() {
  return {
    src: './src',
    schema: './schema.graphql',
    artifactDirectory: './artifacts',
    language: 'typescript',
    eagerEsModules: true,
  };
}

function writeModule(text) {
  const document = parse(text);
  const named = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION).name.value;
  const fragment = (name) => `${named}_${name}`;
  const renamed = visit(document, {
    OperationDefinition: (node) => {
      const ending = node.operation[0].toUpperCase() + node.operation.slice(1);
      return { ...node, name: { ...node.name, value: `${named}${ending}` } };
    },
    FragmentDefinition: (node) => ({ ...node, name: { ...node.name, value: fragment(node.name.value) } }),
    FragmentSpread: (node) => ({ ...node, name: { ...node.name, value: fragment(node.name.value) } }),
  });
  const tags = renamed.definitions.map((one) => `graphql\`${print(one)}\`;`).join('\n\n');
  writeFileSync(join(project, 'src', `${named}.ts`), `import { graphql } from 'relay-runtime';\n\n${tags}\n`);
}
