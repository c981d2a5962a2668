System.Console.WriteLine("not wired");
