#include "auditor/policy/yaml_tree.h"

#include "auditor/model/redact.h"
#include "auditor/policy/text_check.h"
#include "auditor/policy/yaml_error.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <utility>

namespace patrol {
namespace {

/// The language needs eight levels.
constexpr std::size_t deepest_nesting = 32;

/// Turns the parser's byte offsets into positions in characters. Marks come nearly in order, so each line is
/// walked once and a long one costs no more.
class PositionFinder {
 public:
  explicit PositionFinder(std::string_view text) : text_(text) {}

  TextPosition find(const YAML::Mark& mark) {
    const auto line = static_cast<std::size_t>(mark.line);
    const auto offset = std::min(static_cast<std::size_t>(mark.pos), text_.size());
    const auto line_start = offset - std::min(static_cast<std::size_t>(mark.column), offset);
    if (line != line_ || offset < offset_ || offset_ < line_start) {
      line_ = line;
      offset_ = line_start;
      column_ = 1;
    }
    const std::string_view passed = text_.substr(offset_, offset - offset_);
    column_ += static_cast<std::size_t>(std::ranges::count_if(
        passed, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
    offset_ = offset;
    return {line + 1, column_};
  }

 private:
  std::string_view text_;
  std::size_t line_ = 0;
  std::size_t offset_ = 0;
  std::size_t column_ = 1;
};

/// Builds the tree out of the parser's events, and refuses what the strict subset lacks.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, Problems& problems)
      : text_(text), problems_(problems), positions_(text) {}

  std::optional<YamlNode> take_root() { return std::move(root_); }
  std::size_t last_offset() const { return last_offset_; }
  bool is_too_deep() const { return is_too_deep_; }
  bool has_second_document() const { return documents_ > 1; }
  TextPosition find(const YAML::Mark& mark) { return positions_.find(mark); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ == 1) {
      first_document_ = mark.pos;
    } else if (mark.pos == first_document_) {
      problems_.add(find(mark), "a `,` can not stand here; remove it, or put the text in quotes");
    } else {
      problems_.add(
          find(mark),
          "a second document starts here; a file holds one, so check the indentation or split the file");
    }
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (is_ignored()) return;
    YamlNode node = start(YamlNode::Kind::null, mark, anchor, "");
    add(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    if (is_ignored()) return;
    problems_.add(find(mark), "aliases (`*name`) are not supported; write the value out");
    add(start(YamlNode::Kind::null, mark, 0, ""));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (is_ignored()) return;
    YamlNode node = start(YamlNode::Kind::scalar, mark, anchor, tag);
    node.is_quoted = tag == "!";
    node.text = checked(value, node.at);
    add(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::sequence, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::mapping, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  /// A sequence or mapping that is still being filled.
  struct Open {
    YamlNode node;
    std::optional<YamlNode::Entry> key;  ///< of a mapping: waits for its value
    bool is_key_refused = false;         ///< the waiting key was told as a mistake; its value is dropped
  };

  bool is_ignored() const { return documents_ > 1 || skipped_depth_ > 0; }

  YamlNode start(YamlNode::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& tag) {
    last_offset_ = static_cast<std::size_t>(std::max(mark.pos, 0));
    YamlNode node;
    node.kind = kind;
    node.at = find(mark);
    if (anchor != 0) {
      problems_.add(node.at, "anchors (`&name`) are not supported; write the value out where it is needed");
    }
    // `!` alone is what the parser says of a quoted text, and of the tag `!`.
    const bool starts_with_tag = last_offset_ < text_.size() && text_[last_offset_] == '!';
    const bool has_tag = (!tag.empty() && tag != "?" && tag != "!") || starts_with_tag;
    if (has_tag) problems_.add(node.at, "tags (`!name`) are not supported; remove it");
    return node;
  }

  std::string checked(const std::string& text, TextPosition at) {
    if (redact(text) != text) {
      problems_.add(
          at,
          "this looks like a token or password, which never stands in a file; remove it, and revoke "
          "it if it is real");
      return "***";
    }
    if (has_control_character(text)) {
      problems_.add(at, "a control character stands in this text; remove it");
      return "***";
    }
    return text;
  }

  void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (documents_ > 1) return;
    if (skipped_depth_ > 0 || open_.size() == deepest_nesting) {
      if (skipped_depth_++ == 0 && !std::exchange(is_too_deep_, true)) {
        problems_.add(find(mark), "nested too deep; nothing in a policy needs more than 32 levels");
      }
      return;
    }
    open_.push_back({start(kind, mark, anchor, tag), std::nullopt, false});
  }

  void close() {
    if (documents_ > 1) return;
    if (skipped_depth_ > 0) {
      if (--skipped_depth_ == 0) add({});
      return;
    }
    YamlNode node = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(node));
  }

  void add(YamlNode node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == YamlNode::Kind::sequence) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.key) {
      parent.is_key_refused = !is_good_key(parent.node, node);
      parent.key = YamlNode::Entry{std::move(node.text), node.at, {}};
    } else {
      parent.key->value = std::move(node);
      if (!parent.is_key_refused) parent.node.entries.push_back(std::move(*parent.key));
      parent.key.reset();
    }
  }

  bool is_good_key(const YamlNode& mapping, const YamlNode& key) {
    if (key.kind != YamlNode::Kind::scalar) {
      problems_.add(key.at, "a key must be a text");
      return false;
    }
    if (key.text == "<<" && !key.is_quoted) {
      problems_.add(key.at, "merge keys (`<<`) are not supported; write the entries out");
      return false;
    }
    const auto same = std::ranges::find(mapping.entries, key.text, &YamlNode::Entry::key);
    if (same == mapping.entries.end()) return true;
    problems_.add(key.at, (problems_.shows_words() ? "the key " + in_backticks(key.text) : "this key") +
                              " already stands in line " + std::to_string(same->at.line) +
                              "; remove one of them");
    return false;
  }

  std::string_view text_;
  Problems& problems_;
  PositionFinder positions_;
  std::optional<YamlNode> root_;
  std::vector<Open> open_;
  std::size_t documents_ = 0;
  int first_document_ = 0;
  std::size_t skipped_depth_ = 0;
  std::size_t last_offset_ = 0;
  bool is_too_deep_ = false;
};

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  const auto found = std::ranges::find(entries, key, &Entry::key);
  return found == entries.end() ? nullptr : &found->value;
}

std::optional<YamlNode> read_yaml(std::string_view text, Problems& problems) {
  if (!check_text(text, problems)) return std::nullopt;
  text = without_byte_order_mark(text);

  // An unclosed quote swallows the rest of a file without a word; the end of the document stops it.
  std::string ended(text);
  ended += text.ends_with('\n') ? "...\n" : "\n...\n";
  std::istringstream stream(ended);
  TreeBuilder builder(text, problems);
  try {
    YAML::Parser parser(stream);
    // Not until the parser is done: before a `,` it finds empty documents for ever.
    while (!builder.has_second_document() && parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::DeepRecursion& deep) {
    if (!builder.is_too_deep()) problems.add(builder.find(deep.mark), "nested too deep");
    return std::nullopt;
  } catch (const YAML::Exception& exception) {
    const YamlFault fault = explain_yaml_error(exception.msg, text, builder.last_offset());
    problems.add(fault.at.value_or(builder.find(exception.mark)), fault.what);
    return std::nullopt;
  }
  return builder.take_root();
}

}  // namespace patrol
