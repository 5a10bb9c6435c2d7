// What must hold of a picture, in a file of its own or inside a page: no two texts on one another, nothing cut off.
'use strict';
const { pathToFileURL } = require('url');

// Runs in the page: every pair of texts in one picture that touch, and every text that leaves its picture. Texts may be
// rotated, so they are compared as quadrilaterals; the space above and below the letters does not count.
function textProblems() {
  function quad(text) {
    const box = text.getBBox();
    const matrix = text.getScreenCTM();
    const [left, right] = [box.x + 0.5, box.x + box.width - 0.5];
    const [top, bottom] = [box.y + box.height * 0.18, box.y + box.height * 0.82];
    return [[left, top], [right, top], [right, bottom], [left, bottom]].map(([x, y]) => new DOMPoint(x, y).matrixTransform(matrix));
  }
  function between(points, axis) {
    const along = points.map((p) => p.x * axis.x + p.y * axis.y);
    return [Math.min(...along), Math.max(...along)];
  }
  // Two convex shapes are apart if an edge of either has one of them on each side.
  function apart(a, b) {
    return [a, b].some((shape) => shape.some((p, i) => {
      const q = shape[(i + 1) % shape.length];
      const axis = { x: p.y - q.y, y: q.x - p.x };
      const [fromA, toA] = between(a, axis);
      const [fromB, toB] = between(b, axis);
      return toA <= fromB || toB <= fromA;
    }));
  }
  const problems = [];
  for (const svg of document.querySelectorAll('svg')) {
    if (svg.ownerSVGElement !== null || !svg.checkVisibility()) continue;
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].filter((t) => t.textContent.trim() !== '' && t.checkVisibility())
      .map((t) => ({ words: t.textContent.trim().slice(0, 40), quad: quad(t) }));
    for (const { words, quad: points } of texts) {
      if (points.some((p) => p.x < frame.left - 1 || p.x > frame.right + 1 || p.y < frame.top - 1 || p.y > frame.bottom + 1)) {
        problems.push(`"${words}" is cut off by the edge of the picture`);
      }
    }
    texts.forEach((a, i) => texts.slice(i + 1).forEach((b) => {
      if (!apart(a.quad, b.quad)) problems.push(`"${a.words}" and "${b.words}" overlap`);
    }));
    if (texts.length === 0) problems.push('a picture has no text');
  }
  return problems;
}

// A picture of its own in a page that is used for one after the other.
async function checkPicture(page, file) {
  await page.goto(pathToFileURL(file).href);
  const problems = await page.evaluate(textProblems);
  const wrong = await page.evaluate(() => {
    if (document.querySelector('parsererror') !== null) return ['it is no well-formed XML'];
    if (document.documentElement.localName !== 'svg') return ['it is no SVG'];
    if (document.querySelector('script') !== null) return ['it has a script'];
    const title = document.documentElement.querySelector(':scope > title');
    return title === null || title.textContent.trim() === '' ? ['it has no title'] : [];
  });
  return [...wrong, ...problems];
}

module.exports = { checkPicture, textProblems };
