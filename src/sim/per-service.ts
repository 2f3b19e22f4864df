/** Something that there is one of for each service, found by the service's name. */
import type { ServiceName } from '../domain/addresses.ts';

/**
 * Makes one for each service.
 * @returns where it is found: a switch, since V8 takes many times as long to look up a name that varies in an object, and
 * every message and every commit asks several times
 */
export function perService<T>(make: (service: ServiceName) => T): (service: ServiceName) => T {
  const shop = make('shop');
  const paymentService = make('payment-service');
  const executor = make('executor');
  const psp = make('psp');
  const bank = make('bank');
  const wallet = make('wallet');
  const ledger = make('ledger');
  const reconciliation = make('reconciliation');
  return (service) => {
    switch (service) {
      case 'shop':
        return shop;
      case 'payment-service':
        return paymentService;
      case 'executor':
        return executor;
      case 'psp':
        return psp;
      case 'bank':
        return bank;
      case 'wallet':
        return wallet;
      case 'ledger':
        return ledger;
      case 'reconciliation':
        return reconciliation;
    }
  };
}
