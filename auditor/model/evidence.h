#pragma once

#include "auditor/model/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace patrol {

/// One request and how it ended: what an auditor's auditor wants to see. Holds no secret and no host time.
struct Read {
  std::string method;
  std::string url;  ///< the service's own, also where `--server` sent it elsewhere; never with a secret
  int status = 0;   ///< 0: there was no answer
  std::optional<std::size_t> count;  ///< things in the answer, where it is a list

  friend auto operator<=>(const Read&, const Read&) = default;
};

/// Place of a Read in the list of its organization (in a Snapshot) or of the whole audit (in an Audit).
using ReadId = std::uint32_t;

/// Evidence that could not be had, with the reason.
struct Gap {
  enum class Kind {
    not_collected,   ///< the snapshot was made for other policies and never asked
    unauthorized,    ///< the credential is dead, or its scope is too small
    forbidden,       ///< the credential's owner lacks a permission
    not_found,       ///< 404, which may hide a missing permission
    unreachable,     ///< no answer within the time and tries allowed
    throttled,       ///< refused for load, to the last try
    bad_answer,      ///< an answer that is no evidence: HTML, a foreign shape, a cut body, a paging loop
    cut_short,       ///< not asked any more: `--max-time` or an interrupt
    not_expandable,  ///< an Entra group whose members Azure DevOps does not tell
    not_decidable    ///< read, but it does not settle the question: contradictions, namesakes
  };
  Kind kind = Kind::not_collected;
  std::string what;    ///< what is not known: "the tokens of svc-flow@contoso.com"
  std::string reason;  ///< why: "HTTP 401: the scope of the credential does not cover this"
  std::string grant;   ///< what would have to be granted or done; may be empty

  friend auto operator<=>(const Gap&, const Gap&) = default;
};

std::string_view to_word(Gap::Kind kind);
std::optional<Gap::Kind> gap_kind_from(std::string_view word);

/// A thing that is known, or the gap in its place.
template <class T>
using Evidence = Result<T, Gap>;

/// A list as far as it could be read. Only a complete one proves that something is not there.
template <class T>
struct Listing {
  std::vector<T> items;     ///< what was seen: each is certain
  std::optional<Gap> rest;  ///< why it is not the whole list; nothing: read to its end

  bool complete() const noexcept { return !rest.has_value(); }
  friend bool operator==(const Listing&, const Listing&) = default;
};

/// What is known, with the reads behind it.
template <class T>
struct Fact {
  T known;
  std::vector<ReadId> reads;  ///< sorted, unique

  friend bool operator==(const Fact&, const Fact&) = default;
};

}  // namespace patrol
