#include "auditor/model/descriptor.h"

#include "auditor/model/base64.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace patrol {
namespace {

constexpr std::string_view group_type = "Microsoft.TeamFoundation.Identity;";
/// The authority under which Azure DevOps makes all its SIDs.
constexpr std::string_view sid_start = "S-1-9-1551374245-";
/// What stands before the words of the object id in the SID of an Entra group.
constexpr std::string_view entra_sid_start = "S-1-9-1551374245-1204400969-2402986413-2179408616-3-";
constexpr std::string_view hex = "0123456789abcdef";

using Guid = std::array<std::uint8_t, 16>;

/// Places of the bytes of a guid's text in .NET's ToByteArray(): the first three fields are little-endian.
constexpr std::array<std::size_t, 16> byte_order{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

bool starts_with_folded(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && same_name(text.substr(0, start.size()), start);
}

/// `S-1-` and numbers: nothing else is let through, for the text goes into requests.
bool is_sid(std::string_view text) {
  const auto is_of_sid = [](char c) { return c == '-' || (c >= '0' && c <= '9'); };
  return starts_with_folded(text, "S-1-") && std::ranges::all_of(text.substr(1), is_of_sid);
}

/// The SID of a group's identity descriptor, with a capital S.
std::optional<std::string> sid_of(std::string_view identity_descriptor) {
  if (!starts_with_folded(identity_descriptor, group_type)) return std::nullopt;
  std::string sid(identity_descriptor.substr(group_type.size()));
  if (!is_sid(sid)) return std::nullopt;
  sid[0] = 'S';
  return sid;
}

std::optional<Guid> parse_guid(std::string_view text) {
  Guid guid{};
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash != (text[i] == '-')) return std::nullopt;
    if (dash) continue;
    std::uint8_t digit = 0;
    const char* const end = text.data() + i + 1;
    if (digits == 32 || std::from_chars(text.data() + i, end, digit, 16).ptr != end) return std::nullopt;
    auto& byte = guid[digits / 2];
    byte = static_cast<std::uint8_t>((byte << 4U) | digit);
    ++digits;
  }
  return digits == 32 ? std::optional{guid} : std::nullopt;
}

std::string format_guid(const Guid& guid) {
  std::string text;
  for (std::size_t i = 0; i < guid.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += hex[guid[i] >> 4U];
    text += hex[guid[i] & 0xFU];
  }
  return text;
}

/// The four numbers that stand for a guid in a SID (API.md 4.4).
std::string sid_words(const Guid& guid) {
  std::string words;
  for (std::size_t i = 0; i < guid.size(); i += 4) {
    std::uint32_t word = 0;
    for (std::size_t byte = 0; byte < 4; ++byte) word = (word << 8U) | guid[byte_order[i + byte]];
    if (i > 0) words += '-';
    words += std::to_string(word);
  }
  return words;
}

}  // namespace

std::optional<std::string> group_identity_descriptor(std::string_view subject_descriptor) {
  for (const std::string_view type : {"vssgp.", "aadgp."}) {
    if (!starts_with_folded(subject_descriptor, type)) continue;
    const auto sid = from_base64(subject_descriptor.substr(type.size()));
    if (!sid || !is_sid(*sid)) return std::nullopt;
    return std::string(group_type) + *sid;
  }
  return std::nullopt;
}

std::optional<std::string> group_subject_descriptor(std::string_view identity_descriptor, bool entra) {
  const auto sid = sid_of(identity_descriptor);
  if (!sid) return std::nullopt;
  return (entra ? "aadgp." : "vssgp.") + to_base64url(*sid);
}

bool is_group_descriptor(std::string_view identity_descriptor) {
  return starts_with_folded(identity_descriptor, group_type) &&
         is_sid(identity_descriptor.substr(group_type.size()));
}

bool is_of_administrators(std::string_view identity_descriptor) {
  return identity_descriptor.ends_with("-0-0-0-0-1") || identity_descriptor.ends_with("-0-0-0-0-2");
}

bool is_filled_by_the_service(std::string_view identity_descriptor) {
  return identity_descriptor.ends_with("-0-0-0-0-3") || identity_descriptor.ends_with("-0-0-0-0-4096");
}

std::optional<std::string> entra_group_object_id(std::string_view identity_descriptor) {
  const auto sid = sid_of(identity_descriptor);
  if (!sid || !sid->starts_with(entra_sid_start)) return std::nullopt;
  const auto words = split(std::string_view(*sid).substr(entra_sid_start.size()), '-');
  if (words.size() != 4) return std::nullopt;
  Guid guid{};
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::uint32_t word = 0;
    const char* const end = words[i].data() + words[i].size();
    if (const auto read = std::from_chars(words[i].data(), end, word);
        read.ec != std::errc{} || read.ptr != end) {
      return std::nullopt;
    }
    for (std::size_t byte = 0; byte < 4; ++byte) {
      guid[byte_order[i * 4 + byte]] = static_cast<std::uint8_t>(word >> (24 - 8 * byte));
    }
  }
  return format_guid(guid);
}

std::optional<std::string> entra_group_descriptor(std::string_view object_id) {
  const auto guid = parse_guid(object_id);
  if (!guid) return std::nullopt;
  return std::string(group_type) + std::string(entra_sid_start) + sid_words(*guid);
}

std::optional<std::string> well_known_group_descriptor(std::string_view scope_guid, std::string_view tail) {
  const auto guid = parse_guid(scope_guid);
  if (!guid) return std::nullopt;
  std::string descriptor = std::string(group_type) + std::string(sid_start) + sid_words(*guid);
  if (!tail.starts_with('-')) descriptor += '-';
  return descriptor.append(tail);
}

}  // namespace patrol
