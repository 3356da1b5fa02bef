import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const wallClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time is a port: take a Clock.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time is a port: take a Clock.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Randomness is a port: take a RandomStream.',
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Only apps read the environment.',
  },
];

const forgottenYield = {
  selector:
    'ExpressionStatement > CallExpression[callee.property.name=/^(hold|seize|waitFor|join|get|put)$/][arguments.length>0]',
  message: 'A command of a process needs "yield" before it, or the process does not wait.',
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/.veinline/**', 'docs/**'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-empty-function': 'off',
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'Use a const object.' }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['libs/*/src/**/*.ts', 'simulations/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/contract*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...wallClock] },
  },
  {
    files: ['simulations/*/src/**/*.ts', 'libs/agents/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', ...wallClock, forgottenYield] },
  },
  {
    // Numeric code indexes typed arrays and tables inside their bounds; tests fail loudly where they do not.
    files: [
      'libs/{bioprocess,batch,control,stats,des,agents,experiment}/src/**/*.ts',
      'simulations/*/src/**/*.ts',
      '**/*.spec.ts',
      '**/contract*.ts',
    ],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // Nest reads constructor types at run time, so they must be values.
    files: ['apps/server/src/**/*.controller.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['apps/web/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
);
