#include "auditor/evaluate/subject_order.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

// What can not be asked for is nothing that has an id.

std::string id_of_project(const Subject& subject) {
  return subject.instead || subject.project == nullptr ? std::string() : fold_case(subject.project->id);
}

/// Of the repository or pipeline.
std::string id_of_thing(const Subject& subject) {
  if (subject.instead) return {};
  if (subject.repository != nullptr) return fold_case(subject.repository->id);
  return subject.pipeline == nullptr ? std::string() : fold_case(subject.pipeline->id);
}

/// By names without regard to letter case, then with it, then by ids.
struct Key {
  std::string folded_project;
  std::string_view project_name;
  std::string folded_resource;
  std::string_view resource;
  std::string project;
  std::string thing;
  std::size_t place = 0;

  friend auto operator<=>(const Key&, const Key&) = default;
};

bool is_one_name(const Subject& a, const Subject& b) {
  return a.project_name == b.project_name && a.resource == b.resource;
}

bool is_same(const Subject& a, const Subject& b) {
  return is_one_name(a, b) && a.instead.has_value() == b.instead.has_value() &&
         id_of_project(a) == id_of_project(b) && id_of_thing(a) == id_of_thing(b);
}

std::vector<Subject> sort_once(std::vector<Subject> subjects) {
  std::vector<Key> keys;
  keys.reserve(subjects.size());
  for (const Subject& each : subjects) {
    keys.push_back({fold_case(each.project_name), each.project_name, fold_case(each.resource), each.resource,
                    id_of_project(each), id_of_thing(each), keys.size()});
  }
  std::ranges::sort(keys);
  std::vector<Subject> sorted;
  sorted.reserve(subjects.size());
  for (const Key& key : keys) {
    Subject& next = subjects[key.place];
    if (sorted.empty() || !is_same(sorted.back(), next)) sorted.push_back(std::move(next));
  }
  return sorted;
}

/// To the names of those that can be asked for.
void add_ids(std::span<Subject> namesakes) {
  const bool is_one_project = std::ranges::all_of(namesakes, [&](const Subject& each) {
    return each.instead || id_of_project(each) == id_of_project(namesakes.back());
  });
  for (Subject& each : namesakes) {
    if (each.instead) continue;
    const std::string thing = id_of_thing(each);
    if (!is_one_project || thing.empty()) each.project_name += " (" + id_of_project(each) + ")";
    if (!thing.empty()) each.resource += " (" + thing + ")";
  }
}

/// Whether there were any, of sorted ones.
bool tell_namesakes_apart(std::vector<Subject>& subjects) {
  bool are_any = false;
  for (auto first = subjects.begin(); first != subjects.end();) {
    const auto last =
        std::find_if(first, subjects.end(), [&](const Subject& each) { return !is_one_name(*first, each); });
    if (last - first > 1) {
      add_ids({first, last});
      are_any = true;
    }
    first = last;
  }
  return are_any;
}

}  // namespace

std::vector<Subject> in_order(std::vector<Subject> subjects) {
  std::vector<Subject> sorted = sort_once(std::move(subjects));
  while (tell_namesakes_apart(sorted)) sorted = sort_once(std::move(sorted));
  return sorted;
}

}  // namespace patrol
