/**
 * The contract tests that every service and every driver must pass, and what they are run with. A plugin takes them from
 * plugin-api's test-jar: extend {@link org.printfarm.api.contract.PrinterServiceContract} or {@link
 * org.printfarm.api.contract.DriverContract} with a class named {@code …ContractIT}.
 */
@NullMarked
package org.printfarm.api.contract;

import org.jspecify.annotations.NullMarked;
