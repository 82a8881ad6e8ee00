// Jest's environment for Node, which leaves out two kinds of tests: what comes after the first test that fails, since one is enough to
// kill a mutant; and tests of a code of verification that DETOUR_MUTATED_CODES does not list, since a check is judged by what it says
// itself.

const { TestEnvironment } = require('jest-environment-node');

const CODE = /^verify-[a-z-]+$/;

class MutationEnvironment extends TestEnvironment {
  hasFailed = false;
  codes = process.env.DETOUR_MUTATED_CODES?.split(',');

  handleTestEvent(event) {
    if (event.name === 'test_fn_failure') this.hasFailed = true;
    if (event.name === 'test_start' && (this.hasFailed || this.isOfAnotherCode(event.test.parent))) event.test.mode = 'skip';
  }

  isOfAnotherCode({ name }) {
    return this.codes !== undefined && CODE.test(name) && !this.codes.includes(name);
  }
}

module.exports = MutationEnvironment;
