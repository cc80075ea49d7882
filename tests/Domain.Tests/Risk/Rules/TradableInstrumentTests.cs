using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class TradableInstrumentTests
{
    [Fact]
    public void Measure_TradableInstrument_Passes() =>
        Assert.True(Some.Reading(new TradableInstrument()).Passed);

    [Fact]
    public void Measure_ContextSeries_IsRefused()
    {
        Instrument index = Some.Instrument("SPX", tradable: false);

        RuleReading reading = Some.Reading(
            new TradableInstrument(), Some.Order(instrument: index),
            Some.Situation(outlooks: [Some.Outlook(index)]));

        Assert.False(reading.Passed);
        Assert.Equal("SPX@us-equities only informs; it may not be traded.", reading.Reason);
    }

    [Fact]
    public void Measure_WhatTheOrderSaysOfItself_DoesNotCount() => Assert.False(Some.Reading(
        new TradableInstrument(), Some.Order(),
        Some.Situation(outlooks: [Some.Outlook(Some.Instrument(tradable: false))])).Passed);
}
