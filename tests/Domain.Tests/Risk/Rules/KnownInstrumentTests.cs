using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class KnownInstrumentTests
{
    [Fact]
    public void Measure_WhatTheDeskKnows_Passes() => Assert.True(Some.Reading(new KnownInstrument()).Passed);

    [Fact]
    public void Measure_WhatTheDeskDoesNotKnow_IsRefused()
    {
        RuleReading reading = Some.Reading(
            new KnownInstrument(), Some.Order(instrument: Some.Instrument("NOPE")));

        Assert.False(reading.Passed);
        Assert.Equal("NOPE@us-equities is not known here.", reading.Reason);
    }

    [Fact]
    public void Measure_InstrumentDescribedOtherwise_IsRefused() => Assert.False(Some.Reading(
        new KnownInstrument(), Some.Order(instrument: Some.Instrument() with { AllowsShort = true })).Passed);

    [Fact]
    public void Measure_CurrencyWithoutARate_IsRefused()
    {
        Instrument yen = Some.Instrument() with { Currency = "JPY" };

        RuleReading reading = Some.Reading(
            new KnownInstrument(), Some.Order(instrument: yen),
            Some.Situation(outlooks: [Some.Outlook(yen)]));

        Assert.Equal("No rate from JPY to USD is known.", reading.Reason);
    }
}
