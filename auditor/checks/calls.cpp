#include "auditor/checks/calls.h"

#include "auditor/checks/common.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"
#include "auditor/model/visible_text.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace patrol {
namespace {

/// The bit as the service has it now; nothing where that was not read.
std::optional<std::int64_t> live_bit(const Permission& permission, const Question& question) {
  for (const SecurityNamespace& space : question.facts.view().namespaces().known.items) {
    if (space.id != permission.namespace_id) continue;
    for (const SecurityNamespace::Action& action : space.actions) {
      if (same_name(action.name, permission.action)) return action.bit;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string copyable(std::string call) {
  if (!is_visible_line(call)) call.clear();
  return call;
}

std::string rest_call(std::string_view method, std::string_view url, std::string_view body) {
  std::string call = "az rest --resource 499b84ac-1321-427f-aa17-267ca6975798 --method ";
  call.append(method).append(" --url ").append(shell_word(url));
  if (!body.empty()) call.append(" --body ").append(shell_word(body));
  return copyable(std::move(call));
}

std::string json_word(std::string_view text) {
  std::string word = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') word += '\\';
    const auto code = static_cast<unsigned char>(c);
    constexpr std::string_view digits = "0123456789abcdef";
    if (code < 0x20) {
      word += "\\u00";
      word += digits[code >> 4U];
      word += digits[code & 15U];
    } else {
      word += c;
    }
  }
  return word + "\"";
}

std::string member_call(std::string_view verb, const std::string& group_descriptor, const Identity& account,
                        const Question& question) {
  const auto group = group_subject_descriptor(group_descriptor, false);
  if (!group || account.subject_descriptor.empty()) return {};
  return copyable("az devops security group membership " + std::string(verb) + " --organization " +
                  organization_url(question) + " --group-id " + *group + " --member-id " +
                  shell_word(account.subject_descriptor));
}

std::string entra_member_call(const std::string& group_descriptor, const Identity& account,
                              std::string_view verb) {
  const auto group = entra_group_object_id(group_descriptor);
  if (!group || account.object_id.empty()) return {};
  return copyable("az ad group member " + std::string(verb) + " --group " + *group + " --member-id " +
                  shell_word(account.object_id));
}

std::string entry_call(EntryVerb verb, const Permission& permission, const std::string& token,
                       const std::string& subject_descriptor, const Question& question) {
  const auto bit = live_bit(permission, question);
  if (!bit || token.empty() || subject_descriptor.empty()) return {};
  const std::string number = std::to_string(*bit);
  std::string change;
  switch (verb) {
    case EntryVerb::reset: change = " --permission-bit " + number; break;
    case EntryVerb::allow: change = " --allow-bit " + number + " --merge true"; break;
    case EntryVerb::deny: change = " --deny-bit " + number + " --merge true"; break;
  }
  return copyable(std::string("az devops security permission ") +
                  (verb == EntryVerb::reset ? "reset" : "update") + " --organization " +
                  organization_url(question) + " --namespace-id " + permission.namespace_id + " --subject " +
                  shell_word(subject_descriptor) + " --token " + shell_word(token) + change);
}

}  // namespace patrol
