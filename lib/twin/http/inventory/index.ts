export { inventoryIn } from './assembly-inventory';
export { type Inventory, inventoryOf, type RecordSet, tunnelsOf } from './inventory';
