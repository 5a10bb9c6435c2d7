// check.js FINWAIT ROOT WORK: reports of several scenarios in both languages, and the pictures of every shipped scenario,
// in headless Chromium. One browser for all.
'use strict';
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const { chromium } = require('playwright-core');
const { checkReport } = require('./report_checks.js');
const { checkPicture } = require('./picture_checks.js');

const [finwait, root, work] = process.argv.slice(2);
const kReported = [
  'lost-1-once', 'lost-2-once', 'lost-3-once', 'lost-4-once', 'simultaneous', 'lost-1-always', 'data-after-close',
  'links/close-under-loss',
];
const kLanguages = ['en', 'zh'];
const kPictures = [{ kind: 'sequence', format: ['--format', 'svg'] }, { kind: 'state', format: ['--format', 'svg', '--diagram', 'state'] }];
const failures = [];
let checked = 0;

function made(name, file, ...args) {
  const done = spawnSync(finwait, ['run', path.join(root, 'scenarios', `${name}.json`), ...args, '-o', file], { encoding: 'utf8' });
  if (done.status === 0) return true;
  failures.push(`${name} ${args.join(' ')}: exit ${done.status}: ${done.stderr}`);
  return false;
}

async function look(name, file, check) {
  checked++;
  try {
    for (const problem of await check()) failures.push(`${name}: ${problem}`);
  } catch (error) {
    failures.push(`${name}: ${error.stack}`);
  }
}

function scenarios() {
  return ['', 'links/'].flatMap((folder) => fs.readdirSync(path.join(root, 'scenarios', folder))
    .filter((f) => f.endsWith('.json') && !f.endsWith('.schema.json')).map((f) => folder + f.slice(0, -'.json'.length)));
}

async function main() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  for (const language of kLanguages) {
    for (const name of kReported) {
      const file = path.join(work, `${name.replace('/', '-')}-${language}.html`);
      if (made(name, file, '--format', 'html', '--lang', language)) {
        await look(`report of ${name} (${language})`, file, () => checkReport(browser, file, language));
      }
    }
  }
  for (const { kind, format } of kPictures) {
    const page = await browser.newPage();
    for (const name of scenarios()) {
      const file = path.join(work, `${name.replace('/', '-')}-${kind}.svg`);
      if (made(name, file, ...format)) await look(`${kind} picture of ${name}`, file, () => checkPicture(page, file));
    }
    await page.close();
  }
  await browser.close();
}

main().then(() => {
  failures.slice(0, 60).forEach((failure) => console.log(failure));
  console.log(`${checked} pages checked, ${failures.length} failures`);
  process.exit(failures.length === 0 && checked > 0 ? 0 : 1);
}, (error) => {
  console.log(error.stack);
  process.exit(1);
});
