#pragma once

#include <array>
#include <string_view>

namespace patrol {

/// Each of these has broken a report of some product.
inline constexpr std::array<std::string_view, 27> hostile_names{
    "<script>document.documentElement.dataset.hacked=1</script>",
    "\"><img src=x onerror=\"document.documentElement.dataset.hacked=1\">",
    "' onmouseover='document.documentElement.dataset.hacked=1",
    "]]><!-- --></style></script></details>",
    "javascript:document.documentElement.dataset.hacked=1",
    "##vso[task.setvariable variable=hacked]1",
    "line\n##vso[task.complete result=Succeeded;]\r\n::set-output name=x::y",
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "bell \a escape \x1b[31mred\x1b[0m \x1b]0;title\a nul-free \x01\x08\x7f",
    "c1 \xc2\x9b"
    "31m csi \xc2\x85 next line",
    "user\xe2\x80\xaetxt.exe override \xe2\x81\xa6isolate",
    "broken \xff\xfe \xc3 \xe2\x82 \xed\xa0\x80 \xf4\x90\x80\x80 \xc0\xaf utf-8",
    "日本語のプロジェクト名・開発チーム",
    "مشروع الاختبار العربي",
    "Straße Übergrößenträger — naïve café",
    "&amp; &lt;b&gt; &#0; &nbsp; %s %n {} {0} ${jndi:ldap://x} {{7*7}}",
    "non-characters \xef\xbf\xbe\xef\xbf\xbf and \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
    "\t =cmd|'/C calc'!A0",
    "\xc2\xa0\xe3\x80\x80\xef\xbc\x9d"
    "1+1 of full width, and =1;=2\n+3",
    "words;\"=HYPERLINK(\"\"https://x\"\")",
    "](https://x) [click](https://x) <https://x> www.x",
    "\xe6\x97\xa5@everyone #1 !2 AB#3",
    "non\xe2\x80\x8cjoiner, selector\xef\xb8\x8f, filler\xe3\x85\xa4, annotation\xef\xbf\xb9",
    "tags \xf3\xa0\x81\x81\xf3\xa0\x81\x82, selectors "
    "\xf0\x9f\x98\x80\xef\xb8\x8f\xf3\xa0\x84\x80\xf3\xa0\x84\x81",
    "a|b\\|c`d``e",
    "security",
};

}  // namespace patrol
