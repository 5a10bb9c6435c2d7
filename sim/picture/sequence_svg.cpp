#include "sim/picture/sequence_svg.hpp"

#include <vector>

#include "sim/picture/sequence_draw.hpp"
#include "sim/picture/sequence_layout.hpp"
#include "sim/picture/sequence_words.hpp"

namespace finwait {
namespace {

constexpr std::size_t kMostSegments = 120;

// FNV-1a: an id that two different pictures in one page do not share.
std::string id_of(std::span<const SequenceRun> runs, const PictureOptions& options) {
  std::uint64_t hash = 14695981039346656037U;
  const auto add = [&](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  };
  for (const SequenceRun& run : runs) {
    add(scenario_name(*run.log));
    add(stacks_words(*run.log));
    add(std::to_string(run.log->run().seed));
    for (const SequenceArrow& arrow : run.arrows) {
      add(std::to_string(nanoseconds(arrow.segment->t)));
      add(std::to_string(nanoseconds(arrow.end)));
    }
  }
  add(options.axis == TimeAxis::Compressed ? "compressed" : "true to scale");
  std::string id = "fw-sequence-";
  for (int shift = 60; shift >= 28; shift -= 4)
    id.push_back("0123456789abcdef"[(hash >> static_cast<unsigned>(shift)) & 0xfU]);
  return id;
}

std::string title_of(std::span<const SequenceRun> runs) {
  std::string title = "Sequence diagram of " + scenario_name(*runs.front().log);
  for (const SequenceRun& run : runs) {
    const std::string stacks = stacks_words(*run.log);
    if (!stacks.empty()) title.append(&run == runs.data() ? ", " : " beside ").append(stacks);
  }
  return title.append(", seed ").append(std::to_string(runs.front().log->run().seed));
}

void put_root(SvgWriter& svg, const SequencePicture& picture, Px height, const std::string& id) {
  svg.open("svg").attribute("xmlns", "http://www.w3.org/2000/svg").attribute("class", kSequenceClass);
  svg.attribute("viewBox", "0 0 " + px_words(picture.width) + " " + px_words(height));
  svg.attribute("width", picture.width).attribute("height", height);
  svg.attribute("style", "max-width:100%;height:auto").attribute("role", "img");
  svg.attribute("aria-labelledby", id + "-title " + id + "-desc");
}

}  // namespace

std::string sequence_svg(std::span<const TraceLog* const> logs, const PictureOptions& options) {
  std::vector<SequenceRun> runs;
  for (const TraceLog* log : logs) runs.push_back(sequence_of(*log));
  if (runs.empty()) return "";
  const std::vector<SequenceFold> folds = fold_sequences(runs, kMostSegments);
  for (SequenceRun& run : runs) give_slots(run);
  const SequencePicture picture = lay_out(runs, folds, options.axis);
  const std::string id = options.id.empty() ? id_of(runs, options) : std::string(options.id);

  // The legend's height is known once it is drawn, and the root needs it before.
  std::string body;
  Px height{};
  {
    SvgWriter svg(body);
    svg.open("g");
    draw_plot(svg, picture);
    for (const TextBlock& heading : picture.headings) draw(svg, heading);
    for (const TextBlock& remark : picture.remarks) draw(svg, remark);
    height = draw_legend(svg, picture, picture.height + 4_px) + 12_px;
  }
  std::string out;
  if (options.standalone) out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  {
    SvgWriter svg(out);
    put_root(svg, picture, height, id);
    svg.open("title").attribute("id", id + "-title").text(title_of(runs)).close();
    svg.open("desc").attribute("id", id + "-desc").text(picture_description(runs)).close();
    svg.style(sequence_style_sheet());
    svg.rect({0_px, 0_px, picture.width, height}, "fw-paper");
    svg.finished(body);
  }
  out.push_back('\n');
  return out;
}

}  // namespace finwait
