# In: "git diff -U0" of tests, at the end a tab. Out: "explain" where a test may have been taken away or taken out of the run.
# Finds more than there is rather than less: a test counts as added only where its line begins with it.
function settle() { if (lost > won) unclear = 1; lost = won = 0 }
$0 == "\t" { ended = 1; next }
unclear { next }
/^diff --git / { settle(); inside = 0; next }
/^@@/ { inside = 1; next }
/^(Binary files|old mode|new mode|deleted|similarity)/ && !inside { if (/^(Binary|deleted)/) unclear = 1; next }
!inside { next }
/^\+/ {
  line = tolower($0)
  if (line ~ /skip|only|focus|xit|xtest|xdesc|xcontext|xspec|xshould|xfeature|xscenario|xexample|xwhen|xentry|fit|fdesc|fcontext|fspec|fexample|fscenario|ffeature|fwhen|fentry|pit|pdesc|pcontext|pwhen|pspec|pentry|pending|fixme|todo|disable|ignore|enabled|incomplete|inconclusive|explicit|suppress|xfail|expected|__test__|\/\*|"""|=begin|<!--|#if|<<|`/) unclear = 1
  if (line ~ /^\+[ \t]*(@(test|parameterizedtest|repeatedtest|property)|\[(fact|theory|test)|#\[(tokio::)?(test|rstest)|(async )?def test|func (\([^)]*\) )?test|(public )?function test|it\(|test\(|it |t\.run\()/) won++
}
/^-/ { if (tolower($0) ~ /test|it|spec|should|scenario|example|expect|fact|theory|fuzz|entry|run|property|def |void /) lost++ }
END { settle(); if (unclear || !ended) print "explain" }
