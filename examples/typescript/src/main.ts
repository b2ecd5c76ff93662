// Plans today's meeting of one's branch, freezes its roster, takes attendance, and shows the month's figures.
// node src/main.ts URL KEY; the token of a branch secretary comes in the environment as TOKEN.
import { RequestError, ask, connect } from './client.ts';
import { RefusedError } from './commands.ts';
import { BranchDocument, BranchRollupDocument } from './generated.ts';
import { holdMeeting } from './meeting.ts';

const [, , url, key] = process.argv;
const token = process.env['TOKEN'];
if (!url || !key || !token) {
  console.error('usage: TOKEN=… node src/main.ts URL KEY');
  process.exit(2);
}

try {
  const client = connect(url, token);
  const branch = (await ask(client, BranchDocument, {})).viewer.place;
  if (!branch) throw new RequestError('NO_BRANCH', 'the token is not that of a branch secretary');
  const { heldOn, position } = await holdMeeting(client, branch, key);
  const { rollup } = await ask(client, BranchRollupDocument, { branch, month: heldOn.slice(0, 7), after: position });
  console.log(JSON.stringify(rollup, null, 2));
} catch (error) {
  if (!(error instanceof RefusedError || error instanceof RequestError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
