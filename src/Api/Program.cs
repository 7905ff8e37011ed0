using SocialCommerce.Api;
using SocialCommerce.Api.Contract;

try
{
    if (args is ["--write-spec", var directory])
    {
        await ContractFiles.Write(directory);
        return 0;
    }
    await using var host = await ApiHost.Prepare(args);
    await host.Run();
    return 0;
}
catch (CannotStart reason)
{
    await Console.Error.WriteLineAsync(reason.Message);
    return 1;
}
