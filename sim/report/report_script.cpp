#include "sim/report/report_style.hpp"

namespace finwait {
namespace {

// Without < and &, so that the page stays well-formed XML. Without scripts the filter stays hidden and all rows are
// shown. A row's text is read once; the browser lays out only what changes.
constexpr std::string_view kScript = R"js(
(function () {
  'use strict';
  var filter = document.getElementById('filter');
  var words = document.getElementById('filter-text');
  var count = document.getElementById('filter-count');
  var boxes = Array.from(filter.querySelectorAll('input[type="checkbox"]'));
  var rows = Array.from(document.querySelectorAll('#rows tr[data-k]')).map(function (row) {
    return { row: row, kind: row.dataset.k, side: row.dataset.s, text: null };
  });

  function text_of(entry) {
    if (entry.text === null) {
      entry.text = Array.from(entry.row.cells, function (cell) { return cell.textContent; }).join(' ').toLowerCase();
    }
    return entry.text;
  }

  function apply() {
    var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    var on = {};
    boxes.forEach(function (box) { on[box.value] = box.checked; });
    var shown = 0;
    rows.forEach(function (entry) {
      var hit = on[entry.kind] ? on[entry.side] : false;
      if (hit) hit = wanted.every(function (word) { return text_of(entry).includes(word); });
      if (entry.row.hidden === hit) entry.row.hidden = !hit;
      if (hit) shown += 1;
    });
    var say = shown === rows.length ? count.dataset.all : count.dataset.some;
    count.textContent = say.replace('{shown}', shown).replace('{all}', rows.length);
  }

  words.addEventListener('input', apply);
  boxes.forEach(function (box) { box.addEventListener('change', apply); });
  document.getElementById('filter-reset').addEventListener('click', function () {
    words.value = '';
    boxes.forEach(function (box) { box.checked = true; });
    apply();
    words.focus();
  });
  filter.hidden = false;
  apply();
})();
)js";

}  // namespace

std::string_view report_script() { return kScript; }

}  // namespace finwait
