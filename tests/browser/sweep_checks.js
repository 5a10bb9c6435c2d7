// What must hold of a sweep's report: it loads nothing and has no script, is accessible in light and dark, says what it
// found before its first picture, fits narrow and wide windows, is read by keyboard alone, and prints whole on A4.
'use strict';
const { axeInBothSchemes, fits, noTrap, open, printsOnA4, skips, structure } = require('./report_checks.js');

const kPaper = Math.floor((210 - 2 * 13) / 25.4 * 96);  // what the margins leave of A4, in px

async function answersFirst(page) {
  return page.evaluate(() => {
    const problems = [];
    if (document.querySelector('script') !== null) problems.push('it has a script');
    const sections = [...document.querySelectorAll('main > section')];
    if (sections.length === 0 || sections[0].id !== 'findings') problems.push('it does not begin with what was found');
    if (sections[0].querySelectorAll('li').length < 2) problems.push('it has found nothing');
    const wrong = document.body.innerText.match(/\b(undefined|NaN|nan|null)\b|-9223372036854775808/);
    if (wrong !== null) problems.push(`it says ${wrong[0]}`);
    for (const svg of document.querySelectorAll('main svg')) {
      if ((svg.getAttribute('aria-label') || '') === '') problems.push('a picture has no name');
      const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
      for (const mark of svg.querySelectorAll('rect, path, circle, line')) {
        const box = mark.getBBox();
        if (box.x < -1 || box.y < -1 || box.x + box.width > width + 1 || box.y + box.height > height + 1) {
          problems.push(`a mark of ${svg.getAttribute('aria-label')} leaves the picture: ${mark.outerHTML.slice(0, 80)}`);
          break;
        }
      }
    }
    return problems;
  });
}

// The table behind the first picture is opened and reached without a mouse.
async function tableByKeyboard(page) {
  const summaries = await page.locator('summary').count();
  if (summaries === 0) return ['there is no table behind a picture'];
  await page.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  const opened = await page.evaluate(() => document.querySelector('details').open);
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() => document.activeElement.closest('details') === document.querySelector('details'));
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  const problems = opened && inside ? [] : ['the table behind the first picture cannot be reached by keyboard'];
  return outline === 'none' ? [...problems, 'the focus on a table cannot be seen'] : problems;
}

async function wholeOnPaper(page) {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: kPaper, height: 1000 });
  const problems = await page.evaluate(() => [...document.querySelectorAll('main svg, main table')]
    .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > window.innerWidth + 1)
    .map((e) => `on paper ${e.getAttribute('aria-label') || e.textContent.trim().slice(0, 40)} is cut`));
  await page.emulateMedia({ media: 'screen' });
  return problems;
}

async function checkSweep(browser, file) {
  const problems = await axeInBothSchemes(browser, file);
  problems.push(...await open(browser, file, { colorScheme: 'light' }, async (page) => {
    const found = await structure(page, 'en', 1);
    found.push(...await answersFirst(page));
    for (const width of [1280, 400]) found.push(...await fits(page, width));
    found.push(...await printsOnA4(page, file.replace(/html$/, 'pdf')));
    found.push(...await wholeOnPaper(page));
    found.push(...await noTrap(page));
    await page.reload();
    found.push(...await skips(page));
    return found.concat(await tableByKeyboard(page));
  }));
  return problems;
}

module.exports = { checkSweep };
