import type { LanguageId } from '../../../../src/core/tdd/languages.js';

/** A source, then files. */
type Case = readonly [string, ...string[]];
type Cases = Readonly<Record<LanguageId, readonly Case[]>>;

/** Sources with tests as real projects have them. */
export const belongTogether: Cases = {
  typescript: [
    ['src/user.ts', 'src/user.test.ts', 'src/user.spec.ts', 'src/user.test.tsx', 'src/user.test.mts', 'src/user_test.ts', 'src/user.test.js', 'src/__tests__/user.ts', 'src/__tests__/user.test.ts', 'tests/user.test.ts', 'test/user.ts', 'test/unit/user.test.ts', 'spec/user-spec.ts', '__tests__/user.spec.ts'],
    ['src/core/trust/judge.ts', 'test/unit/core/trust/judge.test.ts', 'tests/core/trust/judge.test.ts', 'src/core/__tests__/trust/judge.test.ts'],
    ['packages/a/src/core/user.ts', 'packages/a/tests/core/user.test.ts', 'packages/a/test/unit/core/user.spec.ts', 'packages/a/src/core/user.test.ts'],
    ['src/app/user.service.ts', 'src/app/user.service.spec.ts', 'e2e/user.service.e2e-spec.ts'],
    ['src/Button.tsx', 'src/Button.test.tsx', 'src/Button.cy.tsx', 'src/__tests__/Button.tsx'],
    ['src/esm.mts', 'src/esm.test.mts'], ['src/common.cts', 'src/common.spec.cts'],
    ['src/index.ts', 'src/index.test.ts', 'tests/index.test.ts'],
  ],
  javascript: [
    ['lib/router.js', 'test/router.js', 'test/router.test.js', 'lib/router.test.js', 'test/lib/router-test.js', 'test/test-router.js', 'spec/router_spec.js', 'tests/router.test.ts'],
    ['src/esm.mjs', 'src/esm.test.mjs', 'test/esm.mjs'], ['src/common.cjs', 'test/common.test.cjs'], ['src/App.jsx', 'src/App.test.jsx', 'src/__tests__/App.js'],
  ],
  vue: [['src/components/Button.vue', 'src/components/Button.spec.ts', 'src/components/__tests__/Button.spec.js', 'tests/unit/Button.spec.js', 'tests/components/Button.nuxt.spec.ts', 'src/components/Button.cy.ts']],
  svelte: [['src/lib/Counter.svelte', 'src/lib/Counter.test.ts', 'src/lib/Counter.svelte.test.ts', 'tests/lib/Counter.spec.js'], ['src/routes/+page.svelte', 'src/routes/+page.svelte.test.ts']],
  python: [
    ['user.py', 'tests/test_user.py', 'test_user.py', 'user_test.py'],
    ['src/shop/models/user.py', 'tests/models/test_user.py', 'tests/shop/models/test_user.py', 'tests/unit/shop/models/test_user.py', 'tests/test_user.py', 'src/shop/models/user_test.py', 'src/shop/models/tests/test_user.py', 'src/shop/tests/models/test_user.py'],
    ['backend/api/views.py', 'backend/api/tests/test_views.py', 'backend/api/test_views.py'],
  ],
  php: [
    ['src/Domain/User.php', 'tests/Unit/Domain/UserTest.php', 'tests/Domain/UserTest.php', 'tests/UserTest.php', 'tests/Integration/Domain/UserTest.php', 'spec/Domain/UserSpec.php'],
    ['app/Models/User.php', 'tests/Unit/Models/UserTest.php', 'tests/Unit/UserTest.php', 'tests/Feature/Models/UserTest.php'],
    ['backend/src/Domain/Entity/Order.php', 'backend/tests/Unit/Domain/Entity/OrderTest.php'],
  ],
  go: [['internal/user/user.go', 'internal/user/user_test.go', 'internal/user/user_integration_test.go', 'test/user/user_test.go'], ['main.go', 'main_test.go']],
  rust: [['src/user.rs', 'tests/user.rs', 'tests/user_test.rs', 'tests/test_user.rs', 'src/user_tests.rs', 'src/tests/user.rs'], ['crates/core/src/parse/lexer.rs', 'crates/core/tests/lexer.rs', 'crates/core/tests/parse/lexer.rs', 'crates/core/src/parse/lexer/tests.rs'], ['src/net/mod.rs', 'src/net/tests.rs']],
  java: [
    ['src/main/java/com/acme/User.java', 'src/test/java/com/acme/UserTest.java', 'src/test/java/com/acme/UserTests.java', 'src/test/java/com/acme/TestUser.java', 'src/test/java/com/acme/UserIT.java', 'src/integrationTest/java/com/acme/UserIntegrationTest.java', 'src/test/kotlin/com/acme/UserTest.kt', 'src/test/groovy/com/acme/UserSpec.groovy'],
    ['shop/src/main/java/com/acme/Cart.java', 'shop/src/test/java/com/acme/CartTest.java', 'shop/src/androidTest/java/com/acme/CartTest.java'],
  ],
  kotlin: [['app/src/main/kotlin/com/acme/User.kt', 'app/src/test/kotlin/com/acme/UserTest.kt', 'app/src/test/java/com/acme/UserTest.kt', 'app/src/test/kotlin/com/acme/UserSpec.kt', 'app/src/androidTest/kotlin/com/acme/UserTest.kt'], ['shared/src/commonMain/kotlin/Cart.kt', 'shared/src/commonTest/kotlin/CartTest.kt', 'shared/src/jvmTest/kotlin/CartTest.kt']],
  csharp: [['src/Shop/Model/Cart.cs', 'tests/Shop.Tests/Model/CartTests.cs', 'src/Shop.Tests/Model/CartTests.cs', 'test/Shop.UnitTests/Model/CartTest.cs', 'tests/Shop.Tests/CartTests.cs', 'tests/Shop.Tests/Model/CartShould.cs'], ['Shop/Cart.cs', 'Shop.Tests/CartTests.cs', 'ShopTests/CartTests.cs', 'Shop.IntegrationTests/CartTests.cs']],
  ruby: [['lib/shop/cart.rb', 'spec/shop/cart_spec.rb', 'spec/lib/shop/cart_spec.rb', 'test/shop/cart_test.rb', 'test/test_cart.rb'], ['app/models/user.rb', 'spec/models/user_spec.rb', 'test/models/user_test.rb', 'spec/unit/models/user_spec.rb']],
  swift: [['Sources/Shop/Cart.swift', 'Tests/ShopTests/CartTests.swift', 'Tests/ShopTests/CartTest.swift', 'Tests/CartTests.swift'], ['Shop/Model/Cart.swift', 'ShopTests/Model/CartTests.swift', 'ShopTests/CartTests.swift', 'ShopUITests/CartUITests.swift']],
  shell: [['scripts/deploy.sh', 'tests/deploy.bats', 'test/test_deploy.sh', 'tests/test_deploy.bats', 'scripts/deploy_test.sh', 'scripts/tests/deploy.bats', 'spec/deploy_spec.sh'], ['.ai/workflow/harness/progress_manager.sh', '.ai/workflow/tests/test_progress_manager.sh', 'tests/harness/test_progress_manager.sh']],
};

/** Sources with files that look like their tests and are not. */
export const doNotBelong: Cases = {
  typescript: [['src/a/user.ts', 'src/b/user.test.ts', 'tests/b/user.test.ts', 'src/user.test.ts', 'src/a/users.test.ts', 'src/a/user.test.ts.bak', 'src/a/user.test.md', 'packages/x/tests/a/user.test.ts', 'src/a/User.test.ts'], ['src/deep/down/index.ts', 'tests/index.test.ts', 'src/__tests__/index.ts'], ['src/latest.ts', 'src/la.test.ts']],
  javascript: [['lib/router.js', 'src/router.js', 'lib/router.spec.json', 'docs/router.js'], ['src/testing.js', 'src/ing.test.js']],
  vue: [['src/Button.vue', 'src/Button.stories.ts', 'src/Buttons.spec.ts', 'src/other/Button.spec.ts']],
  svelte: [['src/Counter.svelte', 'src/Counter.ts', 'other/Counter.test.ts']],
  python: [['shop/user.py', 'tests/test_users.py', 'other/test_user.py', 'tests/billing/test_user.py', 'tests/user.py', 'shop/testuser.py']],
  php: [['src/Domain/User.php', 'tests/Unit/Billing/UserTest.php', 'src/Other/UserTest.php', 'tests/Unit/Domain/UserRepositoryTest.php']],
  go: [['a/user.go', 'b/user_test.go', 'a/user.test.go', 'a/users_test.go']],
  rust: [['src/a/user.rs', 'src/b/user_test.rs', 'benches/user.rs', 'examples/user.rs'], ['src/a/mod.rs', 'src/b/tests.rs']],
  java: [['src/main/java/com/acme/User.java', 'src/test/java/com/other/UserTest.java', 'src/main/java/com/acme/UserTest.java', 'src/test/java/com/acme/UserTestdata.java'], ['src/main/java/com/acme/Data.java', 'src/main/java/com/acme/TestData.java']],
  kotlin: [['src/main/kotlin/a/User.kt', 'src/test/kotlin/b/UserTest.kt']],
  csharp: [['src/Shop/Cart.cs', 'tests/Billing.Tests/CartTests.cs', 'src/Billing/CartTests.cs']],
  ruby: [['lib/shop/cart.rb', 'spec/billing/cart_spec.rb', 'lib/other/cart_spec.rb', 'spec/shop/carts_spec.rb']],
  swift: [['Sources/Shop/Cart.swift', 'Tests/BillingTests/CartTests.swift', 'Sources/Billing/CartTests.swift']],
  shell: [['scripts/deploy.sh', 'other/deploy.bats', 'tests/billing/deploy.bats', 'scripts/deploy.bash']],
};
