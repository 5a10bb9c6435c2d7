// check.js FINWAIT ROOT WORK: reports of several scenarios in both languages, the pictures of every shipped scenario,
// and reports of sweeps, in headless Chromium. One browser for all.
'use strict';
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const { chromium } = require('playwright-core');
const { checkReport } = require('./report_checks.js');
const { checkPicture } = require('./picture_checks.js');
const { checkSweep } = require('./sweep_checks.js');

const [finwait, root, work] = process.argv.slice(2);
const kReported = [
  'lost-1-once', 'lost-2-once', 'lost-3-once', 'lost-4-once', 'simultaneous', 'lost-1-always', 'data-after-close',
  'links/close-under-loss',
];
const kLanguages = ['en', 'zh'];
const kPictures = [{ kind: 'sequence', format: ['--format', 'svg'] }, { kind: 'state', format: ['--format', 'svg', '--diagram', 'state'] }];
const kLossy = 'scenarios/links/close-under-loss.json';
const kLoss = 'loss:link.changes.0.loss.p=0..0.4:0.05';
// Every shipped sweep, and every other shape that a report can have; few runs and figures, so that it does not take long.
const kOneMetric = ['--metric', 'closed_at'];
const kSweeps = {
  'late-fin': ['scenarios/sweeps/late-fin.json', '--where', 'a.tcp_fin_timeout >= 36s and a.tcp_fin_timeout < 42s', ...kOneMetric],
  'loss-rtt': ['scenarios/sweeps/loss-rtt.json', '--repeats', '100', ...kOneMetric],
  'retries2-rtt': ['scenarios/sweeps/retries2-rtt.json', '--metric', 'a.closed_at'],
  'delayed-ack': ['scenarios/sweeps/delayed-ack.json', '--where', 'delayed ACK < 20ms and b closes after < 20ms', '--metric', 'b.sent'],
  'one axis': [kLossy, '--axis', kLoss, '--repeats', '60', ...kOneMetric, '--metric', 'retransmissions'],
  'names': [kLossy, '--axis', 'a.stack=linux,textbook,freebsd', '--repeats', '20', ...kOneMetric],
  'three axes': [kLossy, '--axis', 'loss:link.changes.0.loss.p=0,0.2,0.4', '--axis', 'link.delay=5ms,50ms', '--axis',
    'b.tcp_orphan_retries=1..8', '--repeats', '10', ...kOneMetric],
  'lock-step': [kLossy, '--axis', 'loss:link.changes.0.loss.p=0,0.2,0.4', '--axis', 'link.delay=5ms,50ms,500ms', '--axis',
    'b.tcp_orphan_retries=2,5,8', '--zip', 'link.delay,b.tcp_orphan_retries', '--repeats', '10', ...kOneMetric],
  'one combination': [kLossy, '--axis', 'link.delay=200ms', '--repeats', '50', ...kOneMetric],
};
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

// The page names the results it was made of. Their folder is called so that this is wider than any telephone, wherever
// this tree may lie.
const kLongName = 'a_folder_with_a_name_that_has_no_place_to_break_it_and_is_wider_than_a_telephone';

function swept(name, file) {
  const folder = file.replace(/[.]html$/, `_${kLongName}`);
  fs.rmSync(folder, { recursive: true, force: true });
  for (const args of [['run', ...kSweeps[name], '-o', folder], ['report', folder, '-o', file]]) {
    const done = spawnSync(finwait, ['sweep', ...args], { encoding: 'utf8', cwd: root });
    if (done.status === 0) continue;
    failures.push(`sweep ${args.join(' ')}: exit ${done.status}: ${done.stderr}`);
    return false;
  }
  return true;
}

function scenarios() {
  return ['', 'links/'].flatMap((folder) => fs.readdirSync(path.join(root, 'scenarios', folder))
    .filter((f) => f.endsWith('.json') && !f.endsWith('.schema.json')).map((f) => folder + f.slice(0, -'.json'.length)));
}

function unchecked() {
  return fs.readdirSync(path.join(root, 'scenarios/sweeps')).filter((f) => f.endsWith('.json'))
    .filter((f) => !Object.values(kSweeps).some(([file]) => path.basename(file) === f));
}

async function main() {
  for (const file of unchecked()) failures.push(`scenarios/sweeps/${file}: shipped, but not looked at here`);
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
  for (const name of Object.keys(kSweeps)) {
    const file = path.join(work, `sweep-${name.replaceAll(' ', '-')}.html`);
    if (swept(name, file)) await look(`report of the sweep ${name}`, file, () => checkSweep(browser, file));
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
