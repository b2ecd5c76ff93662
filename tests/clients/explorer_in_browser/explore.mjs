// Opens the explorer and runs the query of every tab: node explore.mjs CHROMIUM ADDRESS [SCREENSHOT].
// Only loopback can be reached. Prints, as JSON, each tab with its answer, every address asked for, and what the page
// complained about.
import puppeteer from 'puppeteer-core';

const [, , executablePath, address, screenshot] = process.argv;
const EDITOR = '.graphiql-query-editor';
const browser = await puppeteer.launch({
  executablePath,
  args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  env: { ...process.env, TZ: 'Asia/Shanghai' },
});
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1500, height: 950 });
  const requests = [];
  const complaints = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(address);
  await page.waitForSelector('[role=tab].graphiql-tab-button, .graphiql-tab-button');
  await page.waitForSelector(`${EDITOR} .CodeMirror`);
  const tabs = [];
  const count = await page.$$eval('.graphiql-tab-button', (buttons) => buttons.length);
  for (let index = 0; index < count; index += 1) tabs.push(await run(page, index));
  if (screenshot) {
    await choose(page, 3);
    await page.screenshot({ path: screenshot });
  }
  console.log(JSON.stringify({ tabs, requests, complaints }));
} finally {
  await browser.close();
}

async function choose(page, index) {
  const title = await page.$$eval(
    '.graphiql-tab-button',
    (buttons, index) => {
      buttons[index].click();
      return buttons[index].textContent;
    },
    index,
  );
  // The page reads a document a moment after it is shown.
  await page.waitForFunction(
    (editor, title) => document.querySelector(`${editor} .CodeMirror`).CodeMirror.operationName === title,
    {},
    EDITOR,
    title,
  );
  return title;
}

async function run(page, index) {
  const title = await choose(page, index);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST' && response.request().postData().includes(title));
  await page.click('.graphiql-execute-button');
  const response = await answered;
  await page.waitForFunction(() => document.querySelector('.result-window .CodeMirror')?.CodeMirror.getValue().trim());
  const shown = await page.$eval('.result-window .CodeMirror', (result) => result.CodeMirror.getValue());
  return { title, status: response.status(), answer: JSON.parse(shown) };
}
