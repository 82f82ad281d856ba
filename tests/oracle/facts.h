#pragma once

#include "auditor/model/snapshot.h"

#include <string>
#include <vector>

namespace patrol::oracle {

/// One fact of a snapshot, and a way to lose it.
struct Loss {
  enum class How {
    refused,     ///< the read failed
    cut,         ///< it failed after the first half of the list
    never_asked  ///< it was not tried
  };
  FactKey::Kind kind = FactKey::Kind::connection;
  std::string name;  ///< of the fact among those of its kind
  How how = How::refused;
};

/// `projects: cut`, `group Microsoft.…: refused`
std::string to_text(const Loss& loss);

/// All kinds of facts that a snapshot can hold.
std::vector<FactKey::Kind> all_kinds();

/// Every way to lose one of the facts that are there.
std::vector<Loss> losses_of(const Organization& organization);

/// Takes the fact away.
void lose(Organization& organization, const Loss& loss);

/// Puts a fact of the one organization into the other, if it is there. Whether it is.
bool put_fact(const FactKey& key, const Organization& from, Organization& into);

}  // namespace patrol::oracle
