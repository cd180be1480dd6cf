# In: lines of "git diff --name-status", at the end a tab. Out: nothing; "explain"; or "wanted <tab> key" for sources whose tests
# are not among them, then "<tab> path" for tests that are changed. These lines again, then those of "git ls-files" and a tab: the
# same without what stands. Whatever is not clear has to be explained.
BEGIN {
  FS = "\t"
  rows = split("@tests@", row, " ")
  for (r = 1; r <= rows; r++) { split(row[r], part, ":"); affixes[part[1]] = affixes[part[1]] " " part[2]; languages[part[1], part[2]] = part[3] }
  rows = split("@sources@", row, " ")
  for (r = 1; r <= rows; r++) { split(row[r], part, ":"); language[part[1]] = part[2] }
  # Where the project says for itself what its tests are, that is too much for here.
  config = ".ai/project/config.yaml"
  while ((getline line < config) > 0) if (line ~ /^[ ]*.?locations.?[ ]*:/) unclear = 1
}
function take(path,  dot) {
  folder = ""; stem = path
  while (dot = index(stem, "/")) { folder = folder substr(stem, 1, dot); stem = substr(stem, dot + 1) }
  for (dot = length(stem); dot > 1 && substr(stem, dot, 1) != "."; dot--);
  extension = dot > 1 ? tolower(substr(stem, dot + 1)) : ""
  if (dot > 1) stem = substr(stem, 1, dot - 1)
}
# Calls a path a test by its name alone, and notes the sources it stands for.
function is_test(path,  n, affix, a, star, prefix, suffix, ids, k, found) {
  take(path)
  if (!(extension in affixes) || folder ~ /(^|\/)src\/([a-z]+M|m)ain\//) return 0
  n = split(substr(affixes[extension], 2), affix, " ")
  for (a = 1; a <= n; a++) {
    star = index(affix[a], "*")
    prefix = substr(affix[a], 1, star - 1); suffix = substr(affix[a], star + 1)
    if (length(stem) <= length(prefix suffix) || substr(stem, 1, length(prefix)) != prefix || substr(stem, length(stem) - length(suffix) + 1) != suffix) continue
    found = 1
    k = split(languages[extension, affix[a]], ids, ",")
    for (; k > 0; k--) stand_for(folder, ids[k] ":" substr(stem, length(prefix) + 1, length(stem) - length(prefix suffix)))
  }
  return found
}
function stand_for(tests, key,  at) {
  stands[tests key]
  if (match(tests, /(__tests__|tests?)\/$/) && (RSTART == 1 || substr(tests, RSTART - 1, 1) == "/")) stands[substr(tests, 1, RSTART - 1) key]
  if (match(tests, /(^|\/)src\/test\//)) { at = RSTART + RLENGTH - 6; stands[substr(tests, 1, at) "main" substr(tests, at + 5) key] }
  if (sub(/^tests?\//, "", tests)) { stand_below(tests, key); if (sub(/^[Uu]nit\//, "", tests)) stand_below(tests, key) }
}
function stand_below(tests, key) { stands[tests key]; stands["src/" tests key]; stands["lib/" tests key]; stands["app/" tests key] }

$0 == "\t" { ended = 1; next }
unclear { next }
$1 == "wanted" { wanted[$2]; next }
$1 == "" { changed = changed $0 "\n"; next }
NF == 1 { if ($0 !~ /^"/) is_test($0); next }
NF != 2 || $1 !~ /^[AMD]$/ || $2 ~ /^"/ { unclear = 1; next }
{
  sure = is_test($2)
  if (!sure && !(extension in affixes) && !(extension in language)) next
  inside = tolower(folder) ~ /test|spec|e2e/
  if (sure || inside) { if ($1 == "D") unclear = 1; else changed = changed "\t" $2 "\n" }
  if (!sure && $1 != "D" && folder !~ /(^|\/)(__tests__|tests?)\// && extension in language) wanted[folder language[extension] ":" stem]
}
END {
  if (unclear || !ended) { print "explain"; exit }
  for (key in wanted) if (!(key in stands)) print "wanted\t" key
  printf "%s", changed
}
