using SocialCommerce.Api;

try
{
    await using var host = await ApiHost.Prepare(args);
    await host.Run();
    return 0;
}
catch (CannotStart reason)
{
    await Console.Error.WriteLineAsync(reason.Message);
    return 1;
}
