/**
 * The contract test that every service must pass, and what it is run with. A plugin takes it from plugin-api's test-jar:
 * extend {@link org.printfarm.api.contract.PrinterServiceContract} with a class named {@code …ContractIT}.
 */
@NullMarked
package org.printfarm.api.contract;

import org.jspecify.annotations.NullMarked;
