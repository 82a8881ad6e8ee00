import { Fabric } from '../../lib/twin/fabric';
import { GIVEN } from '../support/contracts/gateway-world';

function learnsOver(fabric: Fabric, attachment: string): boolean {
  const spokes = fabric.forwarding.tables.find(({ id }) => id === 's0/spokes');
  return (spokes?.routes ?? []).some(
    ({ learnedOver, target }) =>
      learnedOver !== undefined && 'attachment' in target && target.attachment === attachment,
  );
}

describe('the fabric', () => {
  test('takes the session of a link down while it is held', () => {
    const fabric = new Fabric(GIVEN);
    const seen = [learnsOver(fabric, 'dx')];
    for (const held of [true, false]) {
      fabric.holdDown('dx', held);
      seen.push(learnsOver(fabric, 'dx'));
    }
    expect(seen).toEqual([true, false, true]);
  });

  test('keeps what was wrong with a link while it was held down, and what came meanwhile', () => {
    const fabric = new Fabric(GIVEN);
    fabric.setCondition('dx', 'grey');
    fabric.holdDown('dx', true);
    expect(fabric.conditions.get('dx')).toBe('down');
    fabric.holdDown('dx', false);
    expect(fabric.conditions.get('dx')).toBe('grey');
    fabric.holdDown('dx', true);
    fabric.setCondition('dx', 'up');
    expect(fabric.conditions.get('dx')).toBe('down');
    fabric.holdDown('dx', false);
    expect(fabric.conditions.get('dx')).toBe('up');
  });

  test('holds one link down and no other', () => {
    const fabric = new Fabric(GIVEN);
    for (const link of ['dx', 'vpn']) fabric.holdDown(link, true);
    fabric.holdDown('vpn', false);
    expect([fabric.conditions.get('dx'), fabric.conditions.get('vpn')]).toEqual(['down', undefined]);
  });

  test('tells of each change before it takes effect and after', () => {
    const fabric = new Fabric(GIVEN);
    const seen: string[] = [];
    fabric.beforeChange(() => seen.push(`before ${fabric.conditions.get('dx')}`));
    fabric.afterChange(() => seen.push(`after ${fabric.conditions.get('dx')}`));
    fabric.holdDown('dx', true);
    fabric.setCondition('dx', 'grey');
    expect(seen).toEqual(['before undefined', 'after down', 'before down', 'after down']);
  });
});
