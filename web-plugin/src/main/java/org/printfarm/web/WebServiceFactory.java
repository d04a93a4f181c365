package org.printfarm.web;

import org.pf4j.Extension;
import org.printfarm.api.farm.FarmContext;
import org.printfarm.api.farm.FarmService;
import org.printfarm.api.farm.FarmServiceFactory;
import org.printfarm.api.settings.SettingsReader;
import org.printfarm.web.http.WebSettings;

/** Makes the service {@code web}. */
@Extension
public final class WebServiceFactory implements FarmServiceFactory<WebSettings> {

    @Override
    public String type() {
        return "web";
    }

    @Override
    public boolean isOnByDefault() {
        return true;
    }

    @Override
    public WebSettings readSettings(SettingsReader settings) {
        return WebSettings.read(settings);
    }

    @Override
    public FarmService create(FarmContext context, WebSettings settings) {
        return new WebService(context, settings);
    }

    /** Nothing is shared. */
    @Override
    public void close() {}
}
