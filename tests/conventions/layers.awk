# The layer rule over #include lines; layers.sh says what for.
BEGIN {
  # Each of our folders, and those of ours that it may include beside itself.
  allowed["auditor/model"] = ""
  allowed["auditor/consistency"] = "auditor/model"
  allowed["auditor/policy"] = "auditor/model"
  allowed["auditor/azdo"] = "auditor/model"
  allowed["auditor/store"] = "auditor/model"
  allowed["auditor/facts"] = "auditor/model"
  allowed["auditor/checks"] = "auditor/facts auditor/model"
  allowed["auditor/evaluate"] = "auditor/checks auditor/consistency auditor/facts auditor/model"
  allowed["auditor/cases"] = "auditor/evaluate auditor/policy auditor/model"
  allowed["auditor/collect"] = "auditor/evaluate auditor/azdo auditor/checks auditor/facts auditor/model"
  allowed["auditor/cli"] = "auditor/cases auditor/collect auditor/evaluate auditor/checks auditor/consistency auditor/facts auditor/azdo " \
                           "auditor/policy auditor/store auditor/model reporters"
  allowed["reporters"] = "auditor/model"
  allowed["examples/emulator"] = "auditor/model"

  # Each library that has a home, and the folders or files that are it.
  home["yaml-cpp"] = "auditor/policy/ examples/emulator/"
  home["cpprest"] = "auditor/azdo/http.cpp examples/emulator/"
  home["pplx"] = home["cpprest"]
  home["boost"] = "auditor/cli/"
  home["pugixml.hpp"] = "tests/"
  home["sqlite3.h"] = "auditor/store/"
  home["SQLiteCpp"] = "auditor/store/"
}

function folder_of(path,   parts) {
  split(path, parts, "/")
  return parts[1] == "reporters" ? "reporters" : parts[1] "/" parts[2]
}
function starts_with_one_of(path, list,   words, i) {
  split(list, words, " ")
  for (i in words) if (index(path, words[i]) == 1) return 1
  return 0
}
function complain(why) {
  printf "%s:%d: %s: %s\n", FILENAME, FNR, $0, why
  wrong = 1
}

/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
  target = $0
  sub(/^[^<"]*[<"]/, "", target)
  sub(/[>"].*$/, "", target)
  from = folder_of(FILENAME)
  if (!(from in allowed)) { complain("the layer rule does not know " from); next }
  if ($0 ~ /"/) {
    to = folder_of(target)
    if (to != from && !index(" " allowed[from] " ", " " to " ")) complain(from " may not include " to)
    next
  }
  top = target
  sub(/\/.*/, "", top)
  if (top in home && !starts_with_one_of(FILENAME, home[top])) complain("only " home[top] " may include " top)
  # The standard library has neither a folder nor a suffix.
  if (from == "auditor/model" && target ~ /[\/.]/) complain("the model uses the standard library only")
}
END { exit wrong }
