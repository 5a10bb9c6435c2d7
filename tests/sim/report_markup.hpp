// Reads markup as strictly as XML is read, for the tests of what writes it: every tag is closed in its order, every
// attribute is quoted and stands once, and no & or < is bare. Knows no HTML but that <style> and <script> hold text.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace finwait::tests {

struct MarkupAttribute {
  std::string_view tag{};
  std::string_view name{};
  std::string_view value{};
};

class MarkupReader {
 public:
  explicit MarkupReader(std::string_view text) : text_(text) { read(); }

  // What is wrong first; "" if the text is well-formed.
  const std::string& problem() const { return problem_; }
  const std::vector<MarkupAttribute>& attributes() const { return attributes_; }

 private:
  static bool name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':' ||
           c == '_';
  }
  bool fail(std::string_view what) {
    if (problem_.empty()) problem_ = std::string(what) + ": " + std::string(text_.substr(at_, 60));
    at_ = text_.size();
    return false;
  }
  bool at(std::string_view token) const { return text_.substr(at_, token.size()) == token; }
  std::string_view take_name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && name_character(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  void skip_spaces() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }

  void read() {
    if (at("<!DOCTYPE html>\n")) at_ += 16;
    while (at_ < text_.size()) {
      if (at("</")) {
        read_end();
      } else if (at("<")) {
        read_start();
      } else {
        read_text('<');
      }
    }
    if (problem_.empty() && !open_.empty()) problem_ = "never closed: " + std::string(open_.back());
  }

  // Text up to `end`: each & begins an entity.
  std::string_view read_text(char end) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != end) {
      constexpr std::string_view kEntities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&apos;"};
      const auto here = [this](std::string_view entity) { return at(entity); };
      if (text_[at_] == '<') return fail("a bare <"), std::string_view();
      if (text_[at_] == '&' && std::none_of(std::begin(kEntities), std::end(kEntities), here)) {
        return fail("a bare &"), std::string_view();
      }
      ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }

  void read_start() {
    ++at_;
    const std::string_view tag = take_name();
    if (tag.empty()) {
      fail("no tag's name");
      return;
    }
    const std::size_t first = attributes_.size();
    for (skip_spaces(); at_ < text_.size() && !at(">") && !at("/>"); skip_spaces()) {
      if (!read_attribute(tag, first)) return;
    }
    const bool empty = at("/>");
    at_ += empty ? 2 : 1;
    if (empty) return;
    if (tag == "style" || tag == "script") at_ = std::min(text_.find("</", at_), text_.size());
    open_.push_back(tag);
  }

  bool read_attribute(std::string_view tag, std::size_t first) {
    const std::string_view name = take_name();
    if (name.empty() || !at("=\"")) return fail("an attribute without a quoted value");
    at_ += 2;
    const std::string_view value = read_text('"');
    for (std::size_t i = first; i < attributes_.size(); ++i) {
      if (attributes_[i].name == name) return fail("an attribute twice");
    }
    attributes_.push_back({tag, name, value});
    ++at_;
    return true;
  }

  void read_end() {
    at_ += 2;
    const std::string_view tag = take_name();
    if (open_.empty() || open_.back() != tag || !at(">")) {
      fail("closed out of order: " + std::string(tag));
      return;
    }
    open_.pop_back();
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::string_view> open_{};
  std::vector<MarkupAttribute> attributes_{};
  std::string problem_{};
};

}  // namespace finwait::tests
