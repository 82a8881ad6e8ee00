// Jest's environment for Node, which leaves out what comes after the first test that fails: one is enough to kill a mutant.

const { TestEnvironment } = require('jest-environment-node');

class OneFailureEnvironment extends TestEnvironment {
  hasFailed = false;

  handleTestEvent(event) {
    if (event.name === 'test_fn_failure') this.hasFailed = true;
    if (event.name === 'test_start' && this.hasFailed) event.test.mode = 'skip';
  }
}

module.exports = OneFailureEnvironment;
