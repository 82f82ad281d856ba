#pragma once

#include "auditor/model/audit.h"

#include <string>

namespace patrol {

/// Names the finding in links and fingerprints: 16 hexadecimal digits of what it is about (integration,
/// policy, rule, project, resource), so the same in every run, whatever the verdict.
std::string finding_id(const Audit& audit, const Finding& finding);

/// The like of a finding of the baseline that is told no more.
std::string finding_id(const GoneFinding& gone);

/// `Website/api`, `Website`, or nothing where the finding is about the organization.
std::string subject_of(const Finding& finding);

/// `svc-flow → [contoso]\Project Collection Administrators → admin`
std::string path_text(const Finding& finding);

/// `GET https://dev.azure.com/contoso/_apis/projects: 200, 3 items`
std::string read_text(const Read& read);

/// `200, 3 items`, or `no answer`
std::string outcome_text(const Read& read);

/// `facts: [h0123456789abcdef]`, as a waiver of the failure has to state it; empty where there is nothing to
/// waive.
std::string waivable_text(const Finding& finding);

/// `probed: the integration's own token was tried`: how good the evidence about a token is; empty for other
/// findings.
std::string grade_text(const Finding& finding);

/// `worse, was pass; first seen on 2026-11-23`: how it stands against the baseline; empty without one.
std::string since_text(const Finding& finding);

/// `flow, org.pca [Website]: was fail, first seen on 2026-11-01`: a finding of the baseline that is told no
/// more.
std::string gone_text(const GoneFinding& gone);

/// `contoso-flow: the token …`: whom the notice is about, where it is about somebody.
std::string notice_text(const Notice& notice);

/// All that is known of the finding as lines of plain text, for formats with one field for it.
std::string story(const Audit& audit, const Finding& finding);

}  // namespace patrol
