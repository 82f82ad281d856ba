#pragma once

#include "auditor/model/secret.h"

#include <string>

namespace patrol::azdo {

/// What the auditor signs in with (API.md 2.1).
struct Credential {
  enum class Kind { pat, bearer };
  Kind kind = Kind::pat;
  Secret secret;
};

/// The value of the Authorization header.
Secret authorization(const Credential& credential);

/// Replaces the credential by `***` where the text holds it, plain or as the header's base64: an answer that
/// echoes it must not carry it into a snapshot. `redact` knows forms; this knows the very value.
void scrub(std::string& text, const Credential& credential);

}  // namespace patrol::azdo
