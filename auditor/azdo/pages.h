#pragma once

#include "auditor/azdo/answer.h"
#include "auditor/azdo/client.h"
#include "auditor/azdo/json.h"
#include "auditor/model/count_once.h"
#include "auditor/model/evidence.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace patrol::azdo {

/// The gap for an answer of a foreign shape.
Gap foreign_shape(const std::string& what, const Fault& fault);

/// Walks the pages of one list. The end is the absence of a token, never a short or empty page (API.md trap
/// 5).
class Pages {
 public:
  Pages(Client& client, Question question, std::vector<Read>& reads);

  /// The entries of the next page; null at the end, and after a failure, which `rest` then tells.
  const Json* next();

  /// Remembers why the list is not whole; the first reason stays.
  void fail(Gap gap);
  const std::string& what() const { return question_.what; }
  const std::optional<Gap>& rest() const { return rest_; }

 private:
  bool prepare_next(const std::string& continuation);

  Client& client_;
  Question question_;
  std::vector<Read>& reads_;
  Answer page_;
  std::set<std::string> seen_;  ///< tokens
  std::size_t pages_ = 0;
  std::size_t entries_ = 0;
  bool at_end_ = false;
  std::optional<Gap> rest_;
};

/// What an entry may be: of one that is not meant a parser gives nothing.
template <class T>
struct Meant {
  using Item = T;
};
template <class T>
struct Meant<std::optional<T>> {
  using Item = T;
};

template <class T>
void keep(T item, std::vector<T>& items) {
  items.push_back(std::move(item));
}
template <class T>
void keep(std::optional<T> item, std::vector<T>& items) {
  if (item) items.push_back(*std::move(item));
}

/// Reads a list to its end, each thing once. An entry that can not be read, or is told twice and differently,
/// is a gap; the others stay what they are: certain.
template <class Parse>
auto read_list(Client& client, Question question, std::vector<Read>& reads, Parse parse) {
  using Entry = std::remove_cvref_t<decltype(parse(std::declval<const Json&>()).value())>;
  Listing<typename Meant<Entry>::Item> list;
  Pages pages(client, std::move(question), reads);
  while (const Json* const entries = pages.next()) {
    std::size_t place = 0;
    for (const Json& entry : *entries) {
      ++place;
      auto parsed = parse(entry);
      if (parsed) {
        keep(std::move(parsed).value(), list.items);
      } else {
        pages.fail(
            foreign_shape(pages.what(), {"entry " + std::to_string(place) + ": " + parsed.error().what}));
      }
    }
  }
  if (const auto name = count_once(list.items)) pages.fail(told_differently(pages.what(), *name));
  list.rest = pages.rest();
  return list;
}

}  // namespace patrol::azdo
