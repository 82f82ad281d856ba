#pragma once

#include "auditor/model/audit.h"

namespace patrol {

/// Takes over what accounts hold from the audit of all loaded integrations, `whole`, into one that tells of
/// some of them: the accounts that these sign in with, judged by the needs of all.
void take_holdings(Audit whole, Audit& some);

}  // namespace patrol
