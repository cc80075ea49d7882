using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TradingBase.Adapters.Tests.Compute;

/// <summary>A model's server on loopback: answers as a test tells it, takes down what it was sent.</summary>
/// <param name="play">How a question is answered, by its body.</param>
/// <remarks>A socket of its own, so that an answer can stall or break at any byte.</remarks>
internal sealed class ModelServer(Func<string, Task<ModelPlay>> play) : IAsyncDisposable
{
    /// <summary>How long anything here may take before a test fails.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<ModelQuestion> _questions = [];
    private readonly ConcurrentBag<Task> _calls = [];
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _serving = Task.CompletedTask;

    /// <summary>Where it listens.</summary>
    internal Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>What it was asked, in order; a question is here before it is answered.</summary>
    internal IReadOnlyList<ModelQuestion> Questions => [.. _questions];

    /// <summary>Ends when a client has closed its connection in the middle of an answer.</summary>
    internal Task ClientLeft => _left.Task.WaitAsync(Limit);

    /// <summary>Takes connections from now on.</summary>
    internal ModelServer Open()
    {
        _listener.Start();
        _serving = ServeAsync();
        return this;
    }

    /// <summary>Lets those go on that wait.</summary>
    internal void OpenGate() => _gate.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving.WaitAsync(Limit);
        await Task.WhenAll(_calls).WaitAsync(Limit);
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _calls.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The test is over: nobody comes any more.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                ModelQuestion question = await ModelQuestion.ReadAsync(stream, _end.Token);
                _questions.Enqueue(question);
                await SendAsync(client, stream, await play(question.Body));
            }
            catch (IOException)
            {
                // The client broke off while it was written to.
                _left.TrySetResult();
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                // The test is over: nobody needs an answer.
            }
        }
    }

    private async Task SendAsync(TcpClient client, NetworkStream stream, ModelPlay answer)
    {
        switch (answer.Status)
        {
            case ModelPlay.Cuts:
                return;
            case ModelPlay.Stalls:
                await ReadToEndAsync(stream);
                return;
            default:
                break;
        }

        StringBuilder head = new(
            $"HTTP/1.1 {answer.Status}\r\nContent-Type: {answer.MediaType}\r\nConnection: close\r\n");
        foreach ((string name, string value) in answer.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        await WriteAsync(stream, head.Append("Transfer-Encoding: chunked\r\n\r\n").ToString());
        foreach (string part in answer.Body)
        {
            switch (part)
            {
                case ModelPlay.Waits:
                    await _gate.Task.WaitAsync(_end.Token);
                    break;
                case ModelPlay.Stalls:
                    await ReadToEndAsync(stream);
                    return;
                case ModelPlay.Cuts:
                    client.LingerState = new(true, 0);
                    return;
                default:
                    int length = Encoding.UTF8.GetByteCount(part);
                    await WriteAsync(
                        stream, string.Create(CultureInfo.InvariantCulture, $"{length:x}\r\n{part}\r\n"));
                    break;
            }
        }

        await WriteAsync(stream, "0\r\n\r\n");
    }

    private Task WriteAsync(NetworkStream stream, string text) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(text), _end.Token).AsTask();

    private async Task ReadToEndAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[256];
        while (await stream.ReadAsync(buffer, _end.Token) > 0)
        {
        }

        _left.TrySetResult();
    }
}
