/** A spec of about so many characters, with nothing wrong in it: half requirements, half tasks. */
export function sampleSpec(length: number): string {
  const count = Math.max(1, Math.round(length / 730));
  const numbers = Array.from({ length: count }, (_, index) => 101 + index);
  return `${head}  functional:\n${numbers.map(requirement).join('\n')}\ntasks:\n  backend:\n${numbers.map(task).join('\n')}`;
}

const head = `version: "1.0"
feature:
  id: "big-feature"
  name: "Big feature"
  priority: high
  status: planning

objective:
  summary: "Much is to be done"   # in good time
  business_value: |
    Increase productivity by 30%
    Reduce errors by 50%

requirements:
`;

function requirement(number: number): string {
  return `    - id: FR-${number}
      title: "Requirement number ${number}"
      description: "Agents can continue work across sessions, number ${number}"
      priority: high
      acceptance_criteria:
        - "claude-progress.txt created on session start ${number}"
        - "Progress restored on session resume"
        - "No data loss between sessions"
      test_coverage: required
`;
}

function task(number: number): string {
  return `    - id: BE-${number}
      title: "Implement part ${number}"
      reference: "FR-${number}"
      methodology: TDD
      max_iterations: 10
      acceptance_criteria:
        - "All functions of the progress manager work"
        - "Tests pass with >80% coverage"
      done_when: "API complete, tests pass"
`;
}
