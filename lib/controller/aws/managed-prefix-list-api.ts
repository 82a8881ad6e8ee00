// EC2's side of finding one of AWS's own prefix lists.

import {
  DescribeManagedPrefixListsCommand,
  type DescribeManagedPrefixListsResult,
  type EC2Client,
} from '@aws-sdk/client-ec2';

export interface PrefixListApi {
  /** Id of AWS's list of that name, undefined when the region has none. */
  find(name: string): Promise<string | undefined>;
}

export function prefixListApi(ec2: Pick<EC2Client, 'send'>): PrefixListApi {
  return {
    /** Page by page: EC2 may answer with an empty page and more to come. */
    async find(name) {
      const Filters = [
        { Name: 'prefix-list-name', Values: [name] },
        { Name: 'owner-id', Values: ['AWS'] },
      ];
      let NextToken: string | undefined;
      do {
        const page: DescribeManagedPrefixListsResult = await ec2.send(
          new DescribeManagedPrefixListsCommand({ Filters, ...(NextToken === undefined ? {} : { NextToken }) }),
        );
        const [list] = page.PrefixLists ?? [];
        if (list?.PrefixListId !== undefined) return list.PrefixListId;
        NextToken = page.NextToken || undefined;
      } while (NextToken !== undefined);
      return undefined;
    },
  };
}
