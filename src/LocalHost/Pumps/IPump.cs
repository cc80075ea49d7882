namespace TradingBase.LocalHost.Pumps;

/// <summary>Starts one function whenever its trigger says so.</summary>
internal interface IPump : IDisposable
{
    /// <summary>Begins; returns at once.</summary>
    void Start();

    /// <summary>Starts nothing more and waits for what runs.</summary>
    /// <param name="hurry">Cancels what still runs; the wait then ends with it.</param>
    Task StopAsync(CancellationToken hurry);
}
