// What must hold of an HTML report: it loads nothing, is accessible in light and dark, fits narrow and wide windows, its
// filter works by keyboard alone, it works without scripts, and it prints.
'use strict';
const fs = require('fs');
const { spawnSync } = require('child_process');
const { pathToFileURL } = require('url');
const { textProblems } = require('./picture_checks.js');

const kAxe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const kColumn = { en: 'Time (s)', zh: '时间（秒）' };
const kLanguageTag = { en: 'en', zh: 'zh-Hans' };

// Opens the file in a context of its own and hands the page to `look`, which gives what is wrong. Whatever the page asks
// of a network or complains of is wrong too.
async function open(browser, file, options, look) {
  const url = pathToFileURL(file).href;
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems = [];
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith(`${url}#`)) problems.push(`it requests ${request.url()}`);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  await page.goto(url);
  problems.push(...await look(page));
  await context.close();
  return problems;
}

async function accessible(page, where) {
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map((v) => `axe ${where}: ${v.id} (${v.help}), ${v.nodes.length} times, e.g. ${v.nodes[0].html.slice(0, 200)}: ` +
    `${v.nodes[0].any.concat(v.nodes[0].all).map((check) => check.message).join('; ').slice(0, 300)}`);
}

async function axeInBothSchemes(browser, file) {
  // The page's own policy would not let axe in.
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(kAxe);
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
  const problems = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    problems.push(...await accessible(page, colorScheme));
  }
  await context.close();
  return problems;
}

async function fits(page, width) {
  await page.setViewportSize({ width, height: 900 });
  const problems = await page.evaluate(textProblems);
  const wide = await page.evaluate(() => {
    const all = document.scrollingElement.scrollWidth;
    if (all <= window.innerWidth) return [];
    // What sticks out is an element, or a long word in one that itself is narrow enough.
    const inside = (e) => e.closest('.scroll') !== null && !e.classList.contains('scroll');
    const out = (box) => box.getBoundingClientRect().right > window.innerWidth + 1;
    const words = (e) => [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => {
      const range = document.createRange();
      range.selectNodeContents(n);
      return range;
    });
    const worst = [...document.body.querySelectorAll('*')].filter((e) => !inside(e) && (out(e) || words(e).some(out)));
    return [`the page is ${all} px wide, from ${worst.slice(0, 3).map((e) => e.outerHTML.slice(0, 80)).join(' | ')}`];
  });
  return [...wide, ...problems].map((problem) => `at ${width} px: ${problem}`);
}

const rowsShown = () => [...document.querySelectorAll('#rows tr[data-k]')].filter((row) => row.checkVisibility()).length;
const rowsWith = (words) => [...document.querySelectorAll('#rows tr[data-k]')]
  .filter((row) => words.every((word) => row.textContent.toLowerCase().includes(word))).length;

async function tabTo(page, id) {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => ({ id: document.activeElement.id, outline: getComputedStyle(document.activeElement).outlineStyle }));
    if (focused.outline === 'none') throw new Error(`no visible focus after ${i + 1} times Tab (#${focused.id})`);
    if (focused.id === id) return;
  }
  throw new Error(`60 times Tab do not lead to #${id}`);
}

// What is shown, and whether the live region says so.
async function counted(page, expected, all, when) {
  const shown = await page.evaluate(rowsShown);
  const said = (await page.evaluate(() => document.getElementById('filter-count').textContent)).match(/\d+/g) || [];
  const numbers = expected === all ? [all] : [expected, all];
  const problems = [];
  if (shown !== expected) problems.push(`${when}: ${shown} rows are shown, not ${expected}`);
  if (numbers.some((n) => !said.includes(String(n)))) problems.push(`${when}: the live region says ${said}, not ${numbers}`);
  return problems;
}

async function skips(page) {
  const problems = [];
  await page.keyboard.press('Tab');
  if (await page.evaluate(() => document.activeElement.className) !== 'skip') problems.push('the first stop is no skip link');
  await page.keyboard.press('Enter');
  if (await page.evaluate(() => document.activeElement.id) !== 'main') problems.push('the skip link does not lead to main');
  return problems;
}

async function filterByKeyboard(page) {
  const all = await page.evaluate(rowsShown);
  const problems = await skips(page);
  await tabTo(page, 'filter-text');
  await page.keyboard.type('FIN seq');
  const wanted = await page.evaluate(rowsWith, ['fin', 'seq']);
  if (wanted === 0 || wanted === all) problems.push(`the filter has nothing to do: ${wanted} of ${all} rows`);
  problems.push(...await counted(page, wanted, all, 'two words'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  problems.push(...await counted(page, 0, all, 'without segments'));
  await tabTo(page, 'filter-reset');
  await page.keyboard.press('Enter');
  problems.push(...await counted(page, all, all, 'reset'));
  if (await page.evaluate(() => document.activeElement.id) !== 'filter-text') problems.push('reset loses the focus');
  for (const kind of ['segment', 'state', 'timer', 'application']) {
    await page.evaluate((value) => document.querySelector(`#filter input[value="${value}"]`).click(), kind);
    const left = await page.evaluate((value) => document.querySelectorAll(`#rows tr[data-k]:not([data-k="${value}"])`).length, kind);
    problems.push(...await counted(page, left, all, `without ${kind}`));
    await page.evaluate((value) => document.querySelector(`#filter input[value="${value}"]`).click(), kind);
  }
  await page.evaluate(() => document.querySelector('#filter input[value="b"]').click());
  const ofA = await page.evaluate(() => document.querySelectorAll('#rows tr[data-s="a"]').length);
  problems.push(...await counted(page, ofA, all, 'without b'));
  return problems;
}

// Tab goes through everything that can be reached, and out again.
async function noTrap(page) {
  const stops = await page.evaluate(() => [...document.querySelectorAll('a[href], input, button, summary, [tabindex="0"]')]
    .filter((e) => e.checkVisibility()).length);
  const seen = new Set();
  for (let i = 0; i <= stops; i++) {
    await page.keyboard.press('Tab');
    seen.add(await page.evaluate(() => [...document.querySelectorAll('*')].indexOf(document.activeElement)));
  }
  return seen.size < stops ? [`Tab reaches ${seen.size} of ${stops} places`] : [];
}

async function withoutScripts(page) {
  const problems = [];
  if (await page.locator('#filter').isVisible()) problems.push('without scripts a filter is shown that does nothing');
  const rows = await page.locator('#rows tr').count();
  const shown = await page.locator('#rows tr >> visible=true').count();
  if (rows === 0 || rows !== shown) problems.push(`without scripts ${shown} of ${rows} rows are shown`);
  return problems;
}

async function printsOnA4(page, pdf) {
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  const raw = fs.readFileSync(pdf, 'latin1');
  const boxes = raw.match(/\/MediaBox\s*\[[^\]]*\]/g) || [];
  if (boxes.length === 0) return ['it prints no page'];
  const a4 = (box) => box.match(/[\d.]+/g).map(Number).every((n, i) => Math.abs(n - [0, 0, 595, 842][i]) < 2);
  return boxes.every(a4) ? [] : [`a printed page is no A4: ${boxes.find((box) => !a4(box))}`];
}

async function prints(page, file, language) {
  const pdf = file.replace(/html$/, 'pdf');
  const wrong = await printsOnA4(page, pdf);
  if (wrong.length !== 0) return wrong;
  const done = spawnSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status !== 0) return [];
  const sheets = done.stdout.split('\f').filter((text) => /^\s*\d+\.\d{6}\s+[AB]\b/m.test(text));
  if (sheets.length === 0) return ['the trace is not printed'];
  return sheets.some((text) => !text.includes(kColumn[language])) ? ['a page of the trace has no head of the table'] : [];
}

async function structure(page, tag, pictures) {
  return page.evaluate(([tag, pictures]) => {
    const problems = [];
    if (document.documentElement.lang !== tag) problems.push(`lang is ${document.documentElement.lang}`);
    if (document.querySelectorAll('h1').length !== 1) problems.push('there is not exactly one h1');
    const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map((h) => Number(h.localName[1]));
    if (levels.some((level, i) => i > 0 && level > levels[i - 1] + 1)) problems.push(`headings skip a level: ${levels}`);
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
    if (twice.length !== 0) problems.push(`ids occur twice: ${twice.slice(0, 3)}`);
    if (document.querySelectorAll('main svg').length < pictures) problems.push('a picture is missing');
    for (const a of document.querySelectorAll('nav a')) {
      if (document.querySelector(a.getAttribute('href')) === null) problems.push(`${a.getAttribute('href')} leads nowhere`);
    }
    return problems;
  }, [tag, pictures]);
}

async function checkReport(browser, file, language) {
  const problems = await axeInBothSchemes(browser, file);
  problems.push(...await open(browser, file, { colorScheme: 'dark' }, async (page) => {
    const found = await structure(page, kLanguageTag[language], 2);
    for (const width of [1600, 1280, 400]) found.push(...await fits(page, width));
    found.push(...await prints(page, file, language));
    found.push(...await noTrap(page));
    await page.reload();
    return found.concat(await filterByKeyboard(page));
  }));
  problems.push(...await open(browser, file, { javaScriptEnabled: false }, withoutScripts));
  return problems;
}

module.exports = { axeInBothSchemes, checkReport, fits, noTrap, open, printsOnA4, skips, structure };
