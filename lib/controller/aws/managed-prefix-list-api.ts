// EC2's side of finding one of AWS's own prefix lists.

import { DescribeManagedPrefixListsCommand, type EC2Client } from '@aws-sdk/client-ec2';

export interface PrefixListApi {
  /** Id of AWS's list of that name, undefined when the region has none. */
  find(name: string): Promise<string | undefined>;
}

export function prefixListApi(ec2: Pick<EC2Client, 'send'>): PrefixListApi {
  return {
    async find(name) {
      const command = new DescribeManagedPrefixListsCommand({
        Filters: [
          { Name: 'prefix-list-name', Values: [name] },
          { Name: 'owner-id', Values: ['AWS'] },
        ],
      });
      return (await ec2.send(command)).PrefixLists?.[0]?.PrefixListId;
    },
  };
}
