// validate.js FINWAIT ROOT: with ajv, every shipped scenario is valid by `finwait schema scenario`, every line of its
// trace by `finwait schema trace` and every shipped sweep by `finwait schema sweep`; every file of tests/schema/invalid and
// invalid_sweeps is refused by the schema and by finwait alike.
'use strict';
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const Ajv = require('ajv');

const [finwait, root] = process.argv.slice(2);
let checked = 0;
const failures = [];

function run(...args) {
  const done = spawnSync(finwait, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return { status: done.status, out: done.stdout, err: done.stderr };
}

function validator(name) {
  const { status, out, err } = run('schema', name);
  if (status !== 0) throw new Error(`finwait schema ${name}: exit ${status}: ${err}`);
  return new Ajv({ allErrors: true, strictTypes: false, strictRequired: false }).compile(JSON.parse(out));
}

function expectValid(validate, value, where) {
  checked++;
  if (!validate(value)) failures.push(`${where}: ${JSON.stringify(validate.errors.slice(0, 3))}`);
}

function jsonFiles(folder) {
  return fs.readdirSync(folder).filter((f) => f.endsWith('.json') && !f.endsWith('.schema.json')).map((f) => path.join(folder, f));
}

const scenario = validator('scenario');
const trace = validator('trace');
const shipped = jsonFiles(path.join(root, 'scenarios'));
if (shipped.length === 0) failures.push('no scenario is shipped');

for (const file of shipped) {
  expectValid(scenario, JSON.parse(fs.readFileSync(file, 'utf8')), file);
  const { status, out, err } = run('run', file, '--format', 'jsonl');
  if (status !== 0) failures.push(`${file}: run: exit ${status}: ${err}`);
  out.split('\n').filter((line) => line).forEach((line, i) => expectValid(trace, JSON.parse(line), `trace of ${file}, line ${i + 1}`));
}
for (const file of jsonFiles(path.join(__dirname, 'invalid'))) {
  checked++;
  if (scenario(JSON.parse(fs.readFileSync(file, 'utf8')))) failures.push(`${file}: the schema takes it`);
  const { status } = run('run', file);
  if (status !== 2) failures.push(`${file}: finwait run: exit ${status}, not 2`);
}

const sweep = validator('sweep');
const sweeps = jsonFiles(path.join(root, 'scenarios', 'sweeps'));
if (sweeps.length === 0) failures.push('no sweep is shipped');
for (const file of sweeps) {
  const value = JSON.parse(fs.readFileSync(file, 'utf8'));
  expectValid(sweep, value, file);
  if (typeof value.scenario === 'object') expectValid(scenario, value.scenario, `${file}#/scenario`);
  const { status, err } = run('sweep', 'list', file);
  if (status !== 0) failures.push(`${file}: sweep list: exit ${status}: ${err}`);
}
for (const file of jsonFiles(path.join(__dirname, 'invalid_sweeps'))) {
  checked++;
  if (sweep(JSON.parse(fs.readFileSync(file, 'utf8')))) failures.push(`${file}: the schema takes it`);
  const { status } = run('sweep', 'list', file);
  if (status !== 2) failures.push(`${file}: finwait sweep list: exit ${status}, not 2`);
}

failures.slice(0, 20).forEach((failure) => console.log(failure));
console.log(`${checked} documents checked, ${failures.length} failures`);
process.exit(failures.length === 0 ? 0 : 1);
