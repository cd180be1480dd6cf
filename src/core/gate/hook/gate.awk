# In: "git diff -U0" without the lines of sources, at the end a tab. Out: nothing; "explain"; or a line "wanted <tab> source <tab> stem"
# for each source whose test is not among the files. In: these lines again, then those of "git ls-files" and a tab. Out: the same
# without the sources whose tests stand. Finds rather more than there is than less: whatever is not clear is to be explained.
BEGIN {
  FS = "\t"
  apostrophe = sprintf("%c", 39)
  rows = split("@tests@", row, " ")
  for (r = 1; r <= rows; r++) { split(row[r], part, ":"); begins[part[1]] = part[2]; ends[part[1]] = part[3] }
  rows = split("@tested@", row, " ")
  for (r = 1; r <= rows; r++) { split(row[r], part, ":"); tested_in[part[1]] = part[2] }
  rows = split("@sources@", row, " ")
  for (r = 1; r <= rows; r++) { split(row[r], part, ":"); language[part[1]] = part[2] }
  # Where the project says for itself what its tests are, that is too much for here.
  config = ".ai/project/config.yaml"
  shared = ENVIRON["root"] config
  while ((getline line < config) > 0 || (getline line < shared) > 0) if (line ~ /locations/) unclear = 1
}
# Takes a path apart, as "src/", "user.test" and "ts".
function take(path) {
  match(path, /[^\/]*$/)
  folder = substr(path, 1, RSTART - 1); stem = substr(path, RSTART); extension = ""
  if (match(stem, /\.[^.]*$/) && RSTART > 1) { extension = tolower(substr(stem, RSTART + 1)); stem = substr(stem, 1, RSTART - 1) }
}
# Whether what was taken is a test by its name alone; notes what it stands for.
function is_test(  found) {
  if (!(extension in ends) || folder ~ /(^|\/)src\/([a-z]+M|m)ain\//) return 0
  if (match(stem, ends[extension]) && RSTART > 1) { found = 1; stand_for(substr(stem, 1, RSTART - 1), extension "*" substr(stem, RSTART)) }
  # "Test" before a name is a word of its own.
  if (match(stem, begins[extension]) && RLENGTH < length(stem) && (substr(stem, RLENGTH, 1) !~ /[A-Za-z]/ || substr(stem, RLENGTH + 1, 1) ~ /[A-Z]/)) { found = 1; stand_for(substr(stem, RLENGTH + 1), extension substr(stem, 1, RLENGTH) "*") }
  return found
}
function stand_for(name, form,  k, ids, key, tests, at) {
  for (k = split(tested_in[form], ids, ","); k > 0; k--) {
    key = ids[k] ":" name
    stands[folder key]
    if (folder !~ /test/) continue
    tests = folder
    if (match(tests, /(__tests__|tests?)\/$/) && (RSTART == 1 || substr(tests, RSTART - 1, 1) == "/")) stands[substr(tests, 1, RSTART - 1) key]
    if (match(tests, /(^|\/)src\/test\//)) { at = RSTART + RLENGTH - 6; stands[substr(tests, 1, at) "main" substr(tests, at + 5) key] }
    if (sub(/^tests?\//, "", tests)) { stand_below(tests, key); if (sub(/^[Uu]nit\//, "", tests)) stand_below(tests, key) }
  }
}
function stand_below(tests, key) { stands[tests key]; stands["src/" tests key]; stands["lib/" tests key]; stands["app/" tests key] }

# What a file turned out to be when its lines have been seen.
function settle() {
  if (path == "") return
  take(path)
  if (extension in ends || extension in language) {
    sure = is_test()
    # An empty test is none.
    if (sure && is_new && !inside) unclear = 1
    if (sure || folder ~ /[Tt]est|TEST|[Ss]pec|SPEC|[Ee]2[Ee]/) { if (is_gone || is_hidden || marked || lost > won || (wraps && !is_new)) unclear = 1 }
    if (!sure && !is_gone && folder !~ /(^|\/)(__tests__|tests?)\// && extension in language) {
      wanted[folder language[extension] ":" stem] = stem
      # It may lose tests that it has in itself, and its lines are not shown.
      if (extension == "rs" && !is_new) unclear = 1
    }
  }
  path = ""
  inside = is_new = is_gone = is_hidden = marked = wraps = lost = won = 0
}
# Whether a line begins or ends what is no code and goes on beyond it: a test may be taken away by what is put around it.
function goes_on(line,  doubles) {
  if (line !~ /[*"`]|=begin|=end|__END__|<!--|-->|^.[ \t]*#(if|e)/ && !(has_long_singles && index(line, apostrophe))) return 0
  gsub(/\\./, "", line)
  gsub(/\/\*.*\*\//, "", line)
  if (line ~ /\/\*|\*\/|=begin|=end|__END__|<!--|-->|^.[ \t]*#(if|e)/ || gsub(/`/, "", line) % 2) return 1
  doubles = gsub(/"/, "", line)
  # Three quotes begin a text in some languages, one does in others.
  return doubles % 2 || (doubles == 6 && line !~ /[a-z]/) || (has_long_singles && gsub(apostrophe, "", line) % 2)
}

unclear { next }
$0 == "\t" { settle(); ended = 1; next }
/^diff --git / {
  settle()
  if (/^diff --git "/ || length($0) % 2) { unclear = 1; next }
  path = substr($0, 14, (length($0) - 16) / 2)
  has_long_singles = path ~ /[.](py|php|rb|sh|bash|zsh|ksh|bats)$/
  next
}
inside && /^\+/ {
  line = tolower($0)
  if (line ~ /(^|[^a-z])(skip|xskip|only|focus|xit|xtest|xdescribe|xcontext|xspec|xshould|xfeature|xscenario|xexample|xwhen|xentry|fit|fdescribe|fcontext|fspec|fexample|fscenario|ffeature|fwhen|fentry|pit|pdescribe|pcontext|pwhen|pspec|pentry|pending|fixme|todo|disable|ignore|enabled|incomplete|inconclusive|explicit|suppress|xfail|expectedfailure|__test__|assum|runif|fails|failing|omit)|skip[a-z]*[ \t]*[(=:!]|importorskip|xctexpectfailure|withknownissue|marktest|testaborted|\+build|go:build|cfg[ \t]*\(|(^|[^a-z])(it|test|describe)([.]fail|[ \t]*\[)|^\+[ \t]*([a-z]+[ \t]*\([ \t]*)?"(!|f:)/) marked = 1
  if (!is_new && goes_on($0)) wraps = 1
  if ($0 ~ /^\+[ \t]*(@(Test|ParameterizedTest|RepeatedTest|Property)([^A-Za-z]|$)|\[(Fact|Theory|Test)([^A-Za-z]|$)|#\[(tokio::)?(test|rstest)([^A-Za-z_]|$)|(async )?def test|(public )?function test|it\(|test\(|it ["\047]|t\.Run\()/) won++
  else if ($0 ~ /^\+[ \t]*func (\([^)]*\) )?(Test[^a-z]|test[A-Za-z0-9_]*\(\))/ && (path !~ /[.]go$/ || $0 ~ /^.[ \t]*func (\([^)]*\) )?Test/ && !/testing[.]M/)) won++
  next
}
inside && /^-/ {
  line = tolower($0)
  if (line ~ /test|it|spec|should|scenario|example|expect|fact|theory|fuzz|entry|run|property|def |void |^-[ \t]*"[^"]*".*[{]/) {
    # Several may stand in one line.
    starts = gsub(/[^a-z0-9_.$](it|test|specify)\(|(def|func|function) test|@test|\[(fact|theory|test)|t\.run\(/, "", line)
    lost += starts > 1 ? starts : 1
  }
  if (goes_on($0)) wraps = 1
  next
}
path != "" {
  if (/^@@/) inside = 1
  else if (/^Binary/) is_hidden = 1
  else if (/^deleted/) is_gone = 1
  else if (/^new file/) is_new = 1
  else if (!inside && /^(old|new) mode 1[26]/) unclear = 1
  next
}
$1 == "wanted" {
  wanted[$2] = $3
  gsub(/[^A-Za-z0-9]/, ".", $3)
  looked_for = looked_for (looked_for == "" ? "" : "|") $3
  few = ++many <= 50
  next
}
# A line of "git ls-files".
{ if ((few && $0 !~ looked_for) || /^"/) next; take($0); is_test() }
END {
  if (unclear || !ended) { print "explain"; exit }
  for (source in wanted) if (!(source in stands)) print "wanted\t" source "\t" wanted[source]
}
