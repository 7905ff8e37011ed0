using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Shouldly;
using SocialCommerce.Api;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Problems;

/// <summary>The lines that a production instance writes.</summary>
public sealed class LogFormatTests
{
    private const string Forged = "x\r\n{\"LogLevel\":\"Information\",\"Message\":\"forged\"}\u001b[2K\u2028y";

    [Fact]
    public async Task An_entry_is_one_line_of_json_with_its_time_in_utc_whatever_it_holds()
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.AddApi([]);
        await using var app = builder.Build();
        var json = app.Services.GetServices<ConsoleFormatter>().Single(one => one.Name == ConsoleFormatterNames.Json);
        await using var written = new StringWriter();
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        var cause = new FormatException(Forged);
        json.Write(
            new LogEntry<string>(LogLevel.Error, Forged, default, Forged, cause, (text, _) => text), null, written);
        var line = written.ToString();
        line.TrimEnd('\r', '\n').ShouldAllBe(c => !char.IsControl(c) && c != '\u2028');
        var entry = JsonDocument.Parse(line).RootElement;
        entry.GetProperty("Message").GetString().ShouldBe(Forged);
        var time = entry.GetProperty("Timestamp").GetString()!;
        time.ShouldEndWith("Z");
        entry.GetProperty("Timestamp").GetDateTimeOffset().ShouldBeGreaterThan(before);
    }
}
