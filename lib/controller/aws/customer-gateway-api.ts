// EC2's side of customer gateways that are known by their certificates.

import {
  CreateCustomerGatewayCommand,
  type CustomerGateway,
  DeleteCustomerGatewayCommand,
  DescribeCustomerGatewaysCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { TAGS } from '../../routing/tags';
import type { CustomerGatewayApi, SeenCustomerGateway } from '../customer-gateway';

/** EC2 takes larger numbers in a parameter of their own. */
const LARGEST_BGP_ASN = 2_147_483_647;

/** A connection still ends there, and one that is being deleted does so for minutes. */
const IN_USE = 'IncorrectState';
const GONE = 'InvalidCustomerGatewayID.NotFound';

function seen(gateway: CustomerGateway): readonly SeenCustomerGateway[] {
  const { CustomerGatewayId: customerGatewayId, BgpAsn, BgpAsnExtended } = gateway;
  if (customerGatewayId === undefined) return [];
  const bgpAsn = BgpAsnExtended ?? BgpAsn;
  return [
    {
      customerGatewayId,
      state: gateway.State,
      deviceName: gateway.DeviceName,
      certificateArn: gateway.CertificateArn,
      bgpAsn: bgpAsn === undefined ? undefined : Number(bgpAsn),
      link: gateway.Tags?.find(({ Key }) => Key === TAGS.link)?.Value,
    },
  ];
}

export function customerGatewayApi(ec2: Pick<EC2Client, 'send'>): CustomerGatewayApi {
  return {
    async all() {
      const answer = await ec2.send(new DescribeCustomerGatewaysCommand({}));
      return (answer.CustomerGateways ?? []).flatMap(seen);
    },
    async create({ link, customerGatewayName, deviceName, certificateArn, bgpAsn }) {
      const tags = { [TAGS.link]: link, Name: customerGatewayName };
      await ec2.send(
        new CreateCustomerGatewayCommand({
          Type: 'ipsec.1',
          DeviceName: deviceName,
          CertificateArn: certificateArn,
          ...(bgpAsn > LARGEST_BGP_ASN ? { BgpAsnExtended: bgpAsn } : { BgpAsn: bgpAsn }),
          TagSpecifications: [
            { ResourceType: 'customer-gateway', Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
          ],
        }),
      );
    },
    async remove(customerGatewayId) {
      try {
        await ec2.send(new DeleteCustomerGatewayCommand({ CustomerGatewayId: customerGatewayId }));
        return 'removed';
      } catch (error) {
        const code = error instanceof Error ? error.name : '';
        if (code === GONE) return 'removed';
        if (code === IN_USE) return 'not-yet';
        throw error;
      }
    },
  };
}
