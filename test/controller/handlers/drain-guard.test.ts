import type { CustomResourceEvent } from '../../../lib/controller/custom-resource';
import { guarded, onEvent } from '../../../lib/controller/handlers/drain-guard';
import type { SiteSighting } from '../../../lib/controller/site-sighting';

const STACK = 'arn:aws:cloudformation:us-east-1:111122223333:stack/acme-iad-routes/1';
const before = { Links: ['iad-cmh', 'iad-pdx'], Sites: ['cmh', 'pdx'] };
/** Traffic to pdx goes by way of cmh. */
const STEERING: SiteSighting = {
  isControlled: true,
  withdrawn: [],
  steered: [{ link: 'iad-cmh', remote: 'pdx', where: 'table spokes' }],
  elsewhere: [{ link: 'iad-pdx', remote: 'cmh', where: 'table transit of pdx' }],
};

function update(after: object, changes: Partial<CustomResourceEvent> = {}): CustomResourceEvent {
  return {
    RequestType: 'Update',
    StackId: STACK,
    OldResourceProperties: before,
    ResourceProperties: { ...before, ...after },
    ...changes,
  };
}

interface World {
  readonly sighting?: SiteSighting;
  readonly rollingBack?: boolean | Error;
  readonly unreadable?: string;
}

function round(event: CustomResourceEvent, { sighting = STEERING, rollingBack = false, unreadable }: World = {}) {
  const asked: string[] = [];
  const deps = {
    sight: async () => {
      asked.push('sight');
      if (unreadable !== undefined) throw new Error(unreadable);
      return sighting;
    },
    isRollingBack: async (stackId: string) => {
      asked.push(stackId);
      if (rollingBack instanceof Error) throw rollingBack;
      return rollingBack;
    },
  };
  return { progress: guarded(event, deps), asked };
}

test('fails an update that takes away the link that traffic is steered over', async () => {
  await expect(round(update({ Links: ['iad-pdx'] })).progress).rejects.toThrow('link iad-cmh would go');
});

test('fails an update that takes away the site that traffic is steered to', async () => {
  await expect(round(update({ Sites: ['cmh'] })).progress).rejects.toThrow('site pdx would go');
});

test('lets an update take away the link that nothing is steered over', async () => {
  await expect(round(update({ Links: ['iad-cmh'] })).progress).resolves.toEqual({ IsComplete: true });
});

test('lets an update take everything away while nothing is steered', async () => {
  const { progress } = round(update({ Links: [], Sites: [] }), {
    sighting: { isControlled: true, withdrawn: [], steered: [], elsewhere: [] },
  });
  await expect(progress).resolves.toEqual({ IsComplete: true });
});

test('reads nothing when the update adds, or changes something else', async () => {
  for (const after of [{}, { Links: [...before.Links, 'iad-ord'] }, { Links: ['iad-pdx', 'iad-cmh'] }]) {
    const { progress, asked } = round(update(after));
    await expect(progress).resolves.toEqual({ IsComplete: true });
    expect(asked).toEqual([]);
  }
});

test('lets a stack that rolls back go back, whatever is steered or cannot be read', async () => {
  for (const world of [{}, { unreadable: 'Throttling' }]) {
    const { progress, asked } = round(update({ Links: ['iad-pdx'] }), { ...world, rollingBack: true });
    await expect(progress).resolves.toEqual({ IsComplete: true });
    expect(asked).toEqual(['sight', STACK]);
  }
});

test('asks nobody whether the stack rolls back when nothing is refused', async () => {
  const world = { rollingBack: new Error('Throttling') };
  const { progress, asked } = round(update({ Links: ['iad-cmh'] }), world);
  await expect(progress).resolves.toEqual({ IsComplete: true });
  expect(asked).toEqual(['sight']);
  await expect(round(update({ Links: ['iad-pdx'] }), world).progress).rejects.toThrow(
    /^link iad-cmh would go.*whether the stack is rolled back cannot be read: Throttling/,
  );
});

test('fails an update of which it cannot be read whether it may go on, and says what would go', async () => {
  const { progress } = round(update({ Links: ['iad-pdx'] }), { unreadable: 'Throttling' });
  await expect(progress).rejects.toThrow(
    'iad-cmh would go, and whether traffic is steered there cannot be read: Throttling',
  );
});

describe('an update by which another site would admit drains', () => {
  const moved = update({ Admission: 'cmh' }, { OldResourceProperties: { ...before, Admission: 'iad' } });
  const quiet = { isControlled: true, withdrawn: [], steered: [], elsewhere: [] };

  it('fails, steered or not, and says what to write', async () => {
    for (const sighting of [quiet, STEERING])
      await expect(round(moved, { sighting }).progress).rejects.toThrow(
        'the admission site would become cmh, and the link state database cannot move there from iad: write `admission: iad`',
      );
  });

  it('passes where no controller is, or not any more', async () => {
    const { progress } = round(moved, { sighting: { isControlled: false, withdrawn: [], steered: [], elsewhere: [] } });
    await expect(progress).resolves.toEqual({ IsComplete: true });
  });

  it('passes when the stack goes back', async () => {
    await expect(round(moved, { rollingBack: true }).progress).resolves.toEqual({ IsComplete: true });
  });

  it('fails when it cannot be read whether there is a controller', async () => {
    await expect(round(moved, { unreadable: 'Throttling' }).progress).rejects.toThrow(
      'cmh would admit drains, and whether there is a controller cannot be read: Throttling; deploy again',
    );
  });

  it('is none where the template before did not say which it was', async () => {
    const { progress, asked } = round(update({ Admission: 'cmh' }));
    await expect(progress).resolves.toEqual({ IsComplete: true });
    expect(asked).toEqual([]);
  });
});

describe('an update of the stack of a link', () => {
  const made = (link: string, identity?: Readonly<Record<string, string>>) => ({
    Links: [link],
    Sites: [],
    ...(identity ? { Identity: identity } : {}),
  });
  const router = (IpAddress: string) => ({ BgpAsn: '65010', IpAddress });
  const anew = (link: string, was?: Readonly<Record<string, string>>) =>
    update(made(link, router('203.0.113.99')), { OldResourceProperties: made(link, was) });
  const replaced = (link: string) => anew(link, router('203.0.113.10'));

  it('fails when the link is made anew and traffic is steered over it, and says what to do first', async () => {
    const { progress } = round(replaced('iad-cmh'));
    await expect(progress).rejects.toThrow(
      /^link iad-cmh would be replaced, and table spokes leads traffic to pdx over iad-cmh; drain iad-cmh first, so that/,
    );
  });

  it('fails when it is the site at the other end that steers over it', async () => {
    await expect(round(replaced('iad-pdx')).progress).rejects.toThrow(
      'link iad-pdx would be replaced, and table transit of pdx leads traffic to cmh over iad-pdx',
    );
  });

  it('fails when it would leave the premises to a link that is withdrawn, which no drain of it mends', async () => {
    const withdrawn = [{ link: 'ord-iad-dx', premises: 'ord', others: ['ord-iad-vpn'] }];
    const { progress } = round(replaced('ord-iad-vpn'), { sighting: { ...STEERING, withdrawn } });
    await expect(progress).rejects.toThrow(
      'link ord-iad-vpn would be replaced, and ord-iad-dx, which would be left to ord, is withdrawn; it is steered there',
    );
  });

  it('passes when the link is drained, or takes nothing over', async () => {
    const { progress } = round(replaced('ord-iad-vpn'));
    await expect(progress).resolves.toEqual({ IsComplete: true });
  });

  it('fails when it cannot be read whether it may go on', async () => {
    await expect(round(replaced('iad-cmh'), { unreadable: 'Throttling' }).progress).rejects.toThrow(
      'iad-cmh would be replaced, and whether traffic is steered there cannot be read: Throttling; deploy again',
    );
  });

  it('passes when the stack goes back', async () => {
    await expect(round(replaced('iad-cmh'), { rollingBack: true }).progress).resolves.toEqual({ IsComplete: true });
  });

  it('reads nothing when the link stays what it is, or the template before did not say what it was', async () => {
    for (const event of [anew('iad-cmh', router('203.0.113.99')), anew('iad-cmh')]) {
      const { progress, asked } = round(event);
      await expect(progress).resolves.toEqual({ IsComplete: true });
      expect(asked).toEqual([]);
    }
  });
});

test.each(['Create', 'Delete'] as const)('a %s reads nothing', async (RequestType) => {
  const { progress, asked } = round(update({ Links: [] }, { RequestType }));
  await expect(progress).resolves.toEqual({ IsComplete: true });
  expect(asked).toEqual([]);
});

test('fails when its properties are not lists of texts', async () => {
  await expect(round(update({ Links: 'iad-pdx' })).progress).rejects.toThrow('Links is "iad-pdx"');
});

test('the resource is the same one for ever', async () => {
  const { PhysicalResourceId } = await onEvent(update({}));
  expect(await onEvent(update({}, { PhysicalResourceId }))).toEqual({ PhysicalResourceId });
});
