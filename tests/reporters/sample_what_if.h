#pragma once

#include "auditor/model/what_if.h"

namespace patrol {

/// A finding that is worse and one that is gone, integrations that turn, and a waiver that becomes unused.
WhatIf sample_what_if();

/// The like with each kind of change and each state of a waiver.
WhatIf every_change();

}  // namespace patrol
