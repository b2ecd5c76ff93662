// Lints an SDL by eslint.config.mjs: node lint.mjs FILE. Prints what it finds as one JSON array.
import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';
import { STANDING } from './eslint.config.mjs';

process.env.LINTED_SCHEMA = process.argv[2];
const [result] = await new ESLint().lintText(readFileSync(process.argv[2], 'utf8'), {
  filePath: 'schema.graphql',
});
const found = result.messages
  .filter(({ ruleId, message }) => !STANDING.some(([rule, says]) => rule === ruleId && says === message))
  .map(({ ruleId, line, message }) => ({ rule: ruleId, line, message }));
console.log(JSON.stringify(found));
